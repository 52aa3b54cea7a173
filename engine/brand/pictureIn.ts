/** What a picture is, by its first bytes. Of kinds that mail programs show everywhere, its size in pixels. */
export type Picture =
	| { readonly kind: 'PNG' | 'GIF' | 'JPEG'; readonly width: number; readonly height: number }
	| { readonly kind: 'SVG' | 'WebP' | 'AVIF' };

/** @returns `null` for what is no picture */
export function pictureIn(bytes: Buffer): Picture | null {
	const found = sized(bytes);
	if (found !== null) return found.width > 0 && found.height > 0 ? found : null;
	if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return { kind: 'WebP' };
	if (/^ftyp(avif|avis)$/.test(text(bytes, 4, 12))) return { kind: 'AVIF' };
	const beginning = bytes.subarray(0, 1_000).toString('utf8');
	return SVG.test(beginning) ? { kind: 'SVG' } : null;
}

function sized(bytes: Buffer): Extract<Picture, { width: number }> | null {
	if (bytes.length >= 24 && text(bytes, 1, 8) === 'PNG\r\n\x1a\n') {
		return { kind: 'PNG', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
	}
	if (bytes.length >= 10 && /^GIF8[79]a$/.test(text(bytes, 0, 6))) {
		return { kind: 'GIF', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
	}
	return bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 ? sizedJpeg(bytes) : null;
}

/** Looks for the segment that has the size; each begins with 0xff, its marker and its length. */
function sizedJpeg(bytes: Buffer): Extract<Picture, { width: number }> | null {
	for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
		const marker = bytes[at + 1]!;
		if (marker === 0xff) at += 1;
		else if (SIZE_MARKERS.test(marker.toString(16))) {
			return {
				kind: 'JPEG',
				height: bytes.readUInt16BE(at + 5),
				width: bytes.readUInt16BE(at + 7),
			};
		} else at += 2 + bytes.readUInt16BE(at + 2);
	}
	return null;
}

/** Each part ends at its first end: otherwise, many comments would take ages. */
const SVG = /^(?:<\?xml[^>]*>|<!--(?:(?!-->)[^])*-->|<!doctype svg[^>]*>|\s)*<svg[\s>]/i;

/** "Start of frame"; c4, c8 and cc are others. */
const SIZE_MARKERS = /^c[0-35-79abd-f]$/;

const text = (bytes: Buffer, from: number, to: number): string =>
	bytes.subarray(from, to).toString('latin1');
