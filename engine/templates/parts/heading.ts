/** The e-mail's own words at the top. `title` is Liquid. */
export function heading(title: string): string {
	return `<h1 class="ink" style="margin:0 0 16px;font-size:26px;line-height:34px;font-weight:700;color:#14161a">${title}</h1>`;
}
