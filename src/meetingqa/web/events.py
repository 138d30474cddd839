"""What happens while a question is answered, in the order in which it is told."""

from meetingqa.domain import Answer, Value


class Drafted(Value):
    """The extractive answer, proven and there at once."""

    answer: Answer


class Waiting(Value):
    """How many are served by the language model before this question; 0: it is being served."""

    position: int


class Writing(Value):
    """How far the language model's draft is. Of its words only those are told that the quotes of the
    `Drafted` answer prove so far; they are being checked and may yet be taken back."""

    statement: int = 1
    words: int = 0
    proven: str = ""


class Proven(Value):
    """What is proven so far of the model's wording; more may come, and `Done` has the last word."""

    answer: Answer


class Done(Value):
    """The last answer, and where it is kept (None: nowhere)."""

    answer: Answer
    conversation_id: str | None = None
    turn_id: int | None = None


AskEvent = Drafted | Waiting | Writing | Proven | Done
