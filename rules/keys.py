"""The composite keys of the store: each begins with the organizer, so that no row is named without its owner."""

from typing import NamedTuple


class ProjectKey(NamedTuple):
    user_id: int
    project_number: int


class SetKey(NamedTuple):
    user_id: int
    project_number: int
    set_number: int

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


class OrderKey(NamedTuple):
    user_id: int
    project_number: int
    order_number: int

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


class ImportKey(NamedTuple):
    user_id: int
    project_number: int
    import_number: int

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


class BuyerKey(NamedTuple):
    user_id: int
    buyer_number: int


class DrawKey(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


class WinnerKey(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int
    result_number: int
    place_number: int

    @property
    def draw(self) -> DrawKey:
        return DrawKey(self.user_id, self.project_number, self.draw_number)

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


class ProofKey(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    proof_number: int

    @property
    def order(self) -> OrderKey:
        return OrderKey(self.user_id, self.project_number, self.order_number)


class WaitingKey(NamedTuple):
    user_id: int
    project_number: int
    raffle_number: int
    waiting_number: int

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


class TaskKey(NamedTuple):
    user_id: int
    task_number: int


class LiveBoardKey(NamedTuple):
    user_id: int
    project_number: int
    chat_id: int

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)
