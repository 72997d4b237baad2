"""The invented people, by key."""

from tests.cvs.people import chinese, engineers, german, others, researchers, romance
from tests.cvs.person import Person

PEOPLE: dict[str, Person] = {
    person.key: person
    for module in (researchers, engineers, others, german, romance, chinese)
    for person in module.PEOPLE
}
