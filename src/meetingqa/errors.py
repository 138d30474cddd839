"""Every error meetingqa raises on purpose, in one tree.

    MeetingQAError
    ├── SettingsError               a setting is missing or makes no sense
    ├── PromptError                 a prompt file is missing or names an unknown variable
    ├── TemplateError               a house template cannot be used
    ├── SourceError                 a file offered for ingestion cannot be used
    │   ├── UnreadableSource        bytes that are no text we can decode, or cannot be opened
    │   ├── EmptyArticle            nothing left after page noise was removed
    │   └── UnsupportedFormat       a kind of file we do not read
    ├── ArticleNotFoundError        no article has this id
    ├── VersionNotFoundError        an article had no such text before
    ├── SentenceNotFoundError       no sentence of an article stands at these offsets
    ├── WrongScope                  no day, or a period that ends before it begins
    ├── JobNotFoundError            no job of this person has this id
    ├── DocumentNotFoundError       no finished summary or digest has this id
    ├── StoreError                  the store on disk cannot serve
    │   ├── IndexMissing            nothing was ingested yet
    │   ├── IndexMismatch           built by another embedder, chunking or version
    │   └── StoreLocked             another process is writing
    ├── ModelError                  a model could not do its work
    │   ├── ModelUnavailable        weights or endpoint are not there
    │   ├── ModelTimeout            no answer in time
    │   └── ModelOutput             an answer of the wrong form
    ├── AccessError                 the service does not do this for whoever asks
    │   ├── SignInFailed            no account in use has this name and password
    │   ├── Forbidden               the account or token lacks the right
    │   ├── TooManyRequests         asked or tried too often
    │   └── ServiceClosing          the service is shutting down
    ├── ConversationNotFoundError   this person has no such conversation
    ├── Cancelled                   whoever waited for the model has given up
    └── EvaluationError             a data set or suite cannot be used
        ├── DatasetError            a data set is missing, malformed or breaks its promises
        └── RunNotFoundError        no run has this id

Every message names the offending value; every hint names the command or setting that mends it.
"""


class MeetingQAError(Exception):
    """A handled failure: what happened, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(MeetingQAError):
    """A setting is missing or makes no sense."""


class PromptError(MeetingQAError):
    """A prompt file is missing or names a variable we do not give it."""


class TemplateError(MeetingQAError):
    """A house template is missing, malformed, or does not say where a part goes."""


class SourceError(MeetingQAError):
    """A file offered for ingestion cannot be used."""


class UnreadableSource(SourceError):
    """The bytes are not text we can decode, or the file cannot be opened."""


class EmptyArticle(SourceError):
    """Nothing is left after page noise was removed."""


class UnsupportedFormat(SourceError):
    """A kind of file we do not read."""


class ArticleNotFoundError(MeetingQAError):
    """No article has this id."""


class VersionNotFoundError(MeetingQAError):
    """An article had no such text before."""


class SentenceNotFoundError(MeetingQAError):
    """No sentence of an article stands at these offsets."""


class WrongScope(MeetingQAError):
    """What was typed into a field names no day, or a period that ends before it begins."""


class JobNotFoundError(MeetingQAError):
    """No job has this id, or it is another person's, or it ended long ago."""


class DocumentNotFoundError(MeetingQAError):
    """No finished summary or digest has this id, or its articles have changed since."""


class StoreError(MeetingQAError):
    """The store on disk cannot serve."""


class IndexMissing(StoreError):
    """Nothing was ingested into this store yet."""


class IndexMismatch(StoreError):
    """The store was built by another embedder, chunking or version."""


class StoreLocked(StoreError):
    """Another process is writing to this store."""


class ModelError(MeetingQAError):
    """A model could not do its work."""

    retryable = False


class ModelUnavailable(ModelError):
    """The weights or the endpoint are not there."""


class ModelTimeout(ModelError):
    """The model did not answer in time."""

    retryable = True


class ModelOutput(ModelError):
    """The model answered in a form we cannot read."""

    retryable = True


class AccessError(MeetingQAError):
    """The service does not do this for whoever asks."""


class SignInFailed(AccessError):
    """No account in use has this name and password."""


class Forbidden(AccessError):
    """The account or token lacks the right."""


class TooManyRequests(AccessError):
    """Asked or tried too often; may be tried again in `retry_after_s` seconds."""

    def __init__(self, message: str, hint: str = "", retry_after_s: int = 60) -> None:
        super().__init__(message, hint)
        self.retry_after_s = retry_after_s


class ServiceClosing(AccessError):
    """The service is shutting down and takes no new questions."""


class ConversationNotFoundError(MeetingQAError):
    """This person has no conversation or turn of this id."""


class Cancelled(MeetingQAError):
    """Whoever waited for the model has given up."""


class EvaluationError(MeetingQAError):
    """A data set or suite cannot be used."""


class DatasetError(EvaluationError):
    """A data set is missing, malformed or breaks its promises."""


class RunNotFoundError(EvaluationError):
    """No evaluation run has this id."""
