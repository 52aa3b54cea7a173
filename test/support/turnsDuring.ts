/** How many turns others get on this thread while something is done: n8n stands still between two of them. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
	let turns = 0;
	let isOver = false;
	const take = () => {
		turns += 1;
		if (!isOver) setImmediate(take);
	};
	setImmediate(take);
	await work();
	isOver = true;
	return turns;
}
