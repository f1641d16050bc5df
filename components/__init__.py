"""What a reader sees and touches: tables in, pictures, sentences and controls out.

`selection` and `controls` say what is looked at; `maps` and `charts` draw it without knowing the screen;
`deck_map` and `notes` put it on the page; `wording` and `look` are the words and the colors of all of them.
"""
