"""The analysis, without a screen and without a network.

A reader's question is answered by walking through these rooms in order:

1. `tables`: a source's numbers in the one tidy schema, checked as a whole.
2. `groups`, `indicators`, `geography`: whom, what and where a number is about.
3. `rates`: each share or rate with its margin of error, its 90 % interval and how far to trust it.
4. `geography.join`: the numbers laid on the places of a map, with what did not match counted.
5. `comparison`, `standouts`: places side by side with a plain verdict; what stands out in one place.
6. `disparity`: how large a gap is, how uncertain, and in whose favor. `confidentiality`: which small counts
   must stay hidden.
7. `levers`, `simulation`: what moving a policy lever would change, for whom, and who pays.
8. `allocation`: how one budget is best spent across places, and what a fairer split costs.

`errors` holds what can go wrong, in words. Missing, suppressed, unreliable and zero are four different
things in all of them.
"""
