import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** How every test starts Chromium: without a window, and without anything that calls home. */
export const CHROMIUM_OPTIONS = {
	headless: true,
	chromiumSandbox: false,
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	],
};

/** Where Chromium is. @throws Error saying how to tell */
export function chromiumPath(): string {
	const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
	if (existsSync(executablePath)) return executablePath;
	throw new Error(
		`There is no Chromium at ${executablePath}. Install it, or set CHROMIUM_PATH to where it is.`,
	);
}

/** A Chromium without a profile. */
export async function startChromium(): Promise<Browser> {
	return await chromium.launch({ ...CHROMIUM_OPTIONS, executablePath: chromiumPath() });
}
