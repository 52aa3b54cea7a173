/** Whether two web addresses are the same one, written in whatever way: stores rewrite what they are given. */
export function sameAddress(one: string, other: string): boolean {
	if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
	return new URL(one).href === new URL(other).href;
}
