from shared.model import EMBED_BATCH, EMBED_BATCH_CHARACTERS, batches


def test_short_texts_are_embedded_many_at_a_time_and_no_text_by_no_call() -> None:
    assert batches([]) == []
    assert [len(batch) for batch in batches(["light"] * 250)] == [EMBED_BATCH, EMBED_BATCH, 50]


def test_long_texts_are_embedded_as_many_at_a_time_as_the_service_takes() -> None:
    texts = ["x" * 1_800 for _ in range(30)]
    found = batches(texts)
    assert all(sum(map(len, batch)) <= EMBED_BATCH_CHARACTERS for batch in found)
    assert [text for batch in found for text in batch] == texts
    assert len(found) == 3
