"""What does each study say, how far can it be trusted, and what in the model rests on it?"""

from components import controls, evidence_cards, frame, notes
from data_loaders import evidence
from equity.evidence import search, used_by
from equity.levers import LEVERS
from equity.simulation.run import PARAMETERS

cards = evidence.cards()
uses = used_by({lever.label: lever.parameters for lever in LEVERS.values()}, everything=PARAMETERS.values())

frame.question("What does each study say, and what rests on it?")
words = controls.text("Search", "search", placeholder="A word, a place, an author")
topic = controls.one_of("Topic", "topic", evidence_cards.topics(cards.values()))
found = search(cards.values(), words, topic=None if topic == evidence_cards.EVERY_TOPIC else topic)
frame.lead(evidence_cards.answer(found, len(cards), uses))
notes.numbers(evidence_cards.table(found, uses))
evidence_cards.shown(found, uses)
