/** An issue of a schema that is answered with 404 instead of 400: a path that leads nowhere. */
export const notFoundIssue = (message: string) =>
	({ code: 'custom', message, params: { answer: 'NOT_FOUND' } }) as const;
