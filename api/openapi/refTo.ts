/** Points to a part of the document that has a name. */
export const refTo = (
	kind: 'headers' | 'parameters' | 'responses' | 'schemas',
	name: string,
): string => `#/components/${kind}/${name}`;
