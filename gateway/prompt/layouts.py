"""How each family of models wants a prompt with a gap laid out, and which tokens are special to it. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Layout:
    """
    The fill-in-the-middle layout of one model family.

    The laid-out text is `opening`, the first part, `between`, the second part, `closing`; the first part is the suffix
    if `suffix_first`. With `gap` false the family has no such layout: the prompt is the prefix. `plain_without_suffix`:
    a request without a suffix is sent as the bare prefix. `special_tokens` are made harmless in the user's text and end
    an answer.
    """

    name: str
    opening: str = ""
    between: str = ""
    closing: str = ""
    suffix_first: bool = False
    gap: bool = True
    plain_without_suffix: bool = True
    special_tokens: tuple[str, ...] = ()

    def lay_out(self, prefix: str, suffix: str) -> str:
        """Return the text for the model; prefix and suffix must have been made harmless before."""
        if not self.gap or (self.plain_without_suffix and not suffix):
            return prefix
        first, second = (suffix, prefix) if self.suffix_first else (prefix, suffix)
        return self.opening + first + self.between + second + self.closing


_SEED_CODER = Layout(
    name="seed-coder",
    opening="<[fim-suffix]>",
    between="<[fim-prefix]>",
    closing="<[fim-middle]>",
    suffix_first=True,
    special_tokens=(
        "<[fim-suffix]>",
        "<[fim-prefix]>",
        "<[fim-middle]>",
        "<[begin▁of▁sentence]>",
        "<[end▁of▁sentence]>",
        "<[begin_of_sentence]>",
        "<[end_of_sentence]>",
        "<[PAD▁TOKEN]>",
        "<[SEP▁TOKEN]>",
        "<[CLS▁TOKEN]>",
        "<[MASK▁TOKEN]>",
    ),
)
_STARCODER = Layout(
    name="starcoder",
    opening="<fim_prefix>",
    between="<fim_suffix>",
    closing="<fim_middle>",
    special_tokens=(
        "<fim_prefix>",
        "<fim_suffix>",
        "<fim_middle>",
        "<fim_pad>",
        "<|endoftext|>",
        "<file_sep>",
        "<repo_name>",
        "<filename>",
        "<reponame>",
        "<gh_stars>",
        "<issue_start>",
        "<issue_comment>",
        "<issue_closed>",
        "<jupyter_start>",
        "<jupyter_code>",
        "<jupyter_output>",
        "<empty_output>",
        "<commit_before>",
        "<commit_msg>",
        "<commit_after>",
    ),
)
_CODE_LLAMA = Layout(
    name="code-llama",
    opening="<PRE> ",
    between=" <SUF>",
    closing=" <MID>",
    special_tokens=("<PRE>", "<SUF>", "<MID>", "<EOT>", "<s>", "</s>", "<unk>"),
)
_QWEN_CODER = Layout(
    name="qwen-coder",
    opening="<|fim_prefix|>",
    between="<|fim_suffix|>",
    closing="<|fim_middle|>",
    special_tokens=(
        "<|fim_prefix|>",
        "<|fim_suffix|>",
        "<|fim_middle|>",
        "<|fim_pad|>",
        "<|repo_name|>",
        "<|file_sep|>",
        "<|endoftext|>",
        "<|im_start|>",
        "<|im_end|>",
    ),
)
_DEEPSEEK_CODER = Layout(
    name="deepseek-coder",
    opening="<｜fim▁begin｜>",  # noqa: RUF001 -- the model's token has this full-width bar
    between="<｜fim▁hole｜>",  # noqa: RUF001 -- the same
    closing="<｜fim▁end｜>",  # noqa: RUF001 -- the same
    special_tokens=(
        "<｜fim▁begin｜>",  # noqa: RUF001 -- the same
        "<｜fim▁hole｜>",  # noqa: RUF001 -- the same
        "<｜fim▁end｜>",  # noqa: RUF001 -- the same
        "<｜begin▁of▁sentence｜>",  # noqa: RUF001 -- the same
        "<｜end▁of▁sentence｜>",  # noqa: RUF001 -- the same
        "<|EOT|>",
    ),
)
_NONE = Layout(name="none", gap=False, special_tokens=("<|endoftext|>", "<|im_start|>", "<|im_end|>"))

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {one.name: one for one in (_SEED_CODER, _STARCODER, _CODE_LLAMA, _QWEN_CODER, _DEEPSEEK_CODER, _NONE)}
)
