"""Coverage-guided fuzzing with atheris: mutants that reach new lines of tensorlint are mutated on.

    pip install atheris
    python -m benchmarks.fuzz_coverage -max_total_time=600 -timeout=60 CORPUS

CORPUS is a folder that the found inputs go into; mutants of the fixtures start it. All other options are
libFuzzer's. An internal error of tensorlint ends the run with the text that shows it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random


def main() -> None:
    """Fuzz until libFuzzer's limits or a crash."""
    if "--help" in sys.argv or "-h" in sys.argv:
        print(__doc__)
        return
    try:
        import atheris
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris") from None
    with atheris.instrument_imports(include=["tensorlint"]):
        from benchmarks.fuzz import FIXTURES, corpus, fault
        from tensorlint.analysis import analyze_file
        from tensorlint.project import Project
        from tensorlint.source import Source

        # Analysed once, so that the modules that are loaded on demand are instrumented too.
        texts = corpus([FIXTURES])
        for text in texts[::20]:
            fault(text)
    from benchmarks.mutated_text import mutated

    folder = Path("/nowhere")
    for argument in sys.argv[1:]:
        if not argument.startswith("-"):
            seeds = Path(argument)
            seeds.mkdir(parents=True, exist_ok=True)
            for number, text in enumerate(texts):
                (seeds / f"fixture_{number}").write_text(text, encoding="utf-8")

    def once(data: bytes) -> None:
        source = Source("module.py", data, folder / "module.py")
        result = analyze_file(source, Project(folder, folder), collect_shapes=True)
        if result.failure is not None:
            raise RuntimeError(result.failure)

    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.1:
            mutant: bytes = atheris.Mutate(data, largest)
            return mutant
        text = data.decode("utf-8", "replace")
        changed = mutated(text or random.choice(texts), random, texts, random.randint(1, 4))
        return changed.encode("utf-8", "replace")[:largest]

    if not any(argument.startswith("-max_len") for argument in sys.argv):
        sys.argv.append("-max_len=20000")
    atheris.Setup(sys.argv, once, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
