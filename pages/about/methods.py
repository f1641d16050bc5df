"""How are the numbers made?"""

from components import frame

frame.question("How are the numbers made?")
