"""Verdicts per second on one core, and training, beside a plain TF-IDF with logistic regression on the same mails."""

import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from analyzer.classify.modelfile import load
from analyzer.classify.train import train
from analyzer.shipped import shipped_model
from models.build import samples


def main() -> None:
    """Prints a line for each model, and the ratio."""
    mails = samples()
    some = mails[::3]
    emails, texts = [mail.email for mail in some], [f"{m.email.subject}\n\n{m.email.text}" for m in some]
    peer = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=50))
    peer.fit(texts, [sample.label for sample in some])
    started = time.monotonic()
    model = load(shipped_model())
    _ = model.lexicon.automaton  # built at the first mail
    loaded = time.monotonic()
    list(model.judge(emails))
    judged = time.monotonic()
    peer.predict(texts)
    ended = time.monotonic()
    ours, plain = len(emails) / (judged - loaded), len(emails) / (ended - judged)
    print(f"loading {loaded - started:.2f} s")
    print(f"ours    {ours:8.0f} mails/s")
    print(f"plain   {plain:8.0f} mails/s   ratio {plain / ours:.1f}")
    started = time.monotonic()
    train(mails)
    print(f"training on {len(mails)} mails: {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
