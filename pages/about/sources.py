"""Where do the numbers come from?"""

from components import frame

frame.question("Where do the numbers come from?")
