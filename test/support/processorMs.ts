/** What this thread has had of a processor: what takes longer because others are busy costs no more of it. */
export function processorMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
}
