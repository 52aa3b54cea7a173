export function servicesOf(typed: unknown): string[] {
	return typeof typed === 'string'
		? typed
				.split(/[\s,;]+/)
				.map((service) => service.replace(/\/+$/, ''))
				.filter((service) => service !== '')
		: [];
}
