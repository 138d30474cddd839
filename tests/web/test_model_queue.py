"""The line before the model, with real threads."""

import threading

import pytest

from meetingqa.web.model_queue import ModelQueue


def test_one_alone_does_not_wait() -> None:
    queue = ModelQueue()
    with queue.place() as positions:
        assert list(positions) == []
        assert len(queue) == 1
    assert len(queue) == 0


def test_each_is_served_alone_in_the_order_of_coming_and_sees_its_place() -> None:
    queue = ModelQueue()
    seen: dict[int, list[int]] = {}
    served: list[int] = []
    serving = threading.Lock()

    def ask(number: int, joined: threading.Event) -> None:
        with queue.place() as positions:
            seen[number] = [next(positions)]
            joined.set()
            seen[number] += list(positions)
            assert serving.acquire(blocking=False)  # nobody else is being served
            served.append(number)
            serving.release()

    with queue.place():
        threads = []
        for number in range(8):
            joined = threading.Event()
            threads.append(threading.Thread(target=ask, args=(number, joined)))
            threads[-1].start()
            assert joined.wait(10)
        assert len(queue) == 9
    for thread in threads:
        thread.join(10)
    assert served == list(range(8))
    for number, positions in seen.items():
        assert positions[0] == number + 1
        assert positions == sorted(positions, reverse=True)


def test_a_failure_while_being_served_lets_the_next_in() -> None:
    queue = ModelQueue()
    with pytest.raises(RuntimeError), queue.place():
        raise RuntimeError
    with queue.turn():
        assert len(queue) == 1


def test_who_waits_is_told_again_though_nothing_changed_and_can_leave() -> None:
    queue = ModelQueue()
    with queue.place():
        with queue.place() as positions:
            assert [next(positions), next(positions)] == [1, 1]
        assert len(queue) == 1
