"""PyTorch: its functions and their gradients by torch.autograd, on the CPU or on a CUDA device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from symact.activation import Activation
from symact.floats.backends import Implementation, calls, names
from symact.floats.formats import Format, format_named

FRAMEWORK = "torch"
FORMATS = ("float16", "bfloat16", "float32", "float64")
DEVICES = ("cpu", "cuda")


def implementation(activation: Activation, derivative: int, device: str = "cpu") -> Implementation:
    def array(numbers: list[float], x: Any) -> Any:
        return x.new_tensor(numbers)

    return of_function(names.function(activation, FRAMEWORK, array), derivative, device)


def of_function(call: Callable[..., Any], derivative: int = 0, device: str = "cpu") -> Implementation:
    """A function of a tensor, or its derivative of an order by automatic differentiation."""
    torch = names.package("torch")
    if device == "cuda" and not torch.cuda.is_available():
        raise ValueError(f"There is no CUDA device here that PyTorch {torch.__version__} sees: choose the device 'cpu'.")

    def enter(patterns: Any, target: Format) -> Any:
        signed = torch.from_numpy(patterns.view(f"int{target.width}")).to(device)
        return signed.view(getattr(torch, target.name))

    def leave(y: Any, target: Format) -> Any:
        return y.detach().cpu().contiguous().view(getattr(torch, f"int{target.width}")).numpy()

    def run(x: Any, **parameters: Any) -> Any:
        if not derivative:
            with torch.no_grad():
                return call(x, **parameters)
        x = x.clone().requires_grad_()
        y = call(x, **parameters)
        for order in range(1, derivative + 1):
            (y,) = torch.autograd.grad(y, x, torch.ones_like(y), create_graph=order < derivative)
        return y

    run.__qualname__ = calls.called(call)
    return calls.on_patterns(run, enter, leave)


def arithmetic(device: str) -> tuple[Implementation, Implementation]:
    return calls.arithmetic(of_function, device)


def packages() -> tuple[str, ...]:
    return ("torch",)


def snippet(activation: Activation, derivative: int, dtype: str, parameters: Mapping[str, Fraction]) -> str:
    return snippet_of(names.call_text(activation, FRAMEWORK, parameters, "torch.tensor({}, dtype=x.dtype)"), derivative, dtype)


def snippet_of(call: str, derivative: int, dtype: str) -> str:
    """On the CPU, whatever the device was."""
    width = format_named(dtype).width
    return "\n".join([
        "import torch", "", "", "def results(bits, length):",
        f"    signed = bits - {1 << width:#x} if bits >= {1 << width - 1:#x} else bits",
        f"    x = torch.full((length,), signed, dtype=torch.int{width}).view(torch.{dtype}){'.requires_grad_()' if derivative else ''}",
        f"    y = {call}", *(["    (y,) = torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)"] * derivative),
        "    return y.double().tolist()", ""])
