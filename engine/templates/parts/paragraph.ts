/** A paragraph. `content` is Liquid. */
export function paragraph(content: string): string {
	return `<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:25px;color:#14161a">${content}</p>`;
}
