import type { Customer, Person } from './entities.ts';

/** A person with what another source knows of the same one. */
export function filledPerson(person: Person, other: Person | Customer | null): Person {
	return {
		id: person.id ?? other?.id ?? null,
		email: person.email ?? other?.email ?? null,
		firstName: person.firstName ?? other?.firstName ?? null,
		lastName: person.lastName ?? other?.lastName ?? null,
		phone: person.phone ?? other?.phone ?? null,
	};
}
