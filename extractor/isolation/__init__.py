"""Documents read in processes of their own: a crash, a hang or a memory bomb costs one document and no more.

The supervision is our own because no library under a license that we take does it. Pebble is LGPL. The executors of
``concurrent.futures`` and loky cannot stop one task, and lose all that wait when a process dies. And
``multiprocessing`` runs its caller's main module again, which breaks scripts and notebooks.

A worker is a fresh interpreter, not a fork: a fork of a process that runs threads (onnxruntime's, the caller's) can
hang. It reads documents one after another with the models loaded once, and answers in JSON, which is checked as a
record here: nothing that comes back from a hostile document's reader is executed.
"""

from extractor.isolation.pool import WORKER, Workers
from extractor.isolation.setup import Setup

__all__ = ["WORKER", "Setup", "Workers"]
