"""How people call the bot in a conversation of others: ``hey @Recruitbot, who knows CUDA?``"""

import re

_GREETINGS = "hi|hey|hello|ok|okay"


def uncalled(text: str, mention: str) -> str:
    """The words less the bot's name, a pattern, and less what leads to it and ends it; those of others stay."""
    words = re.sub(rf"^(?:{_GREETINGS})?[\s,]*{mention}[\s,:;]*", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(rf" ?{mention}", "", words).strip()
