import { chromium, type Browser } from 'playwright-core';

/** How every test starts Chromium: without a window, and without anything that calls home. */
export const CHROMIUM_OPTIONS = {
	// Set by `npm test`, which looks for it first.
	executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
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

/** A Chromium without a profile. */
export async function startChromium(): Promise<Browser> {
	return await chromium.launch(CHROMIUM_OPTIONS);
}
