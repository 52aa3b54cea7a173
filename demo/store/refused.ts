/** A request that cannot be done as things are; its message is for the person who asked. */
export class Refused extends Error {
	override name = 'Refused';
	/** The HTTP status that says the same. */
	readonly status: number;

	constructor(message: string, status = 422) {
		super(message);
		this.status = status;
	}
}
