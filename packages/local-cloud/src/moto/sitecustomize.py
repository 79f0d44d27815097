"""Mends moto as it loads. Python runs this as moto's process starts.

Each file of `patches` has one idea: `MODULE` is the module of moto that it mends, `patch(module)` does so
right after that module has loaded, and imports moto no earlier; a file without them is a part of another. So nothing is loaded that moto
would not load, and moto's start is not held up. A patch that finds other insides than those of moto 5.2 leaves
moto as it is and says so in a line.
"""

import importlib
import importlib.abc
import pkgutil
import sys

import patches


class PatchedImport(importlib.abc.MetaPathFinder):
    """Finds the modules that are to be patched, and patches each once it has run."""

    def __init__(self):
        self.patches = {}
        for found in pkgutil.walk_packages(patches.__path__, "patches."):
            made = importlib.import_module(found.name)
            if hasattr(made, "MODULE"):
                self.patches.setdefault(made.MODULE, []).append(made)
        for name in self.patches.keys() & sys.modules.keys():
            print(f"moto stays as it is, where {name} is mended: a patch loaded it", flush=True)

    def find_spec(self, name, path, target=None):
        of_module = self.patches.pop(name, None)
        spec = self.found_by_others(name, path, target) if of_module else None
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def run_and_patch(module):
            run(module)
            for made in of_module:
                try:
                    made.patch(module)
                except (ImportError, AttributeError, KeyError, TypeError) as error:
                    print(f"moto stays as it is, without {made.__name__}: {error}", flush=True)

        spec.loader.exec_module = run_and_patch
        return spec

    def found_by_others(self, name, path, target):
        """Asks as Python's import does. `importlib.util.find_spec` would import the parent and wait for whoever does
        so already, while Python holds the lock that all imports need: two threads would wait for each other without end.
        """
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None


sys.meta_path.insert(0, PatchedImport())
