"""What would change if a lever moved?"""

from components import frame

frame.question("What would change if a lever moved?")
