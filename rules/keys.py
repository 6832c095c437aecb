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


class BuyerKey(NamedTuple):
    user_id: int
    buyer_number: int
