const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * Writes the names and licence texts of all packages whose code is in a bundle.
 *
 * @param output what rolldown's `write` gave
 * @param file where to
 * @throws Error for a package without a licence: it must not be bundled
 */
function writeLicences(output, file) {
	const folders = new Set(
		output
			.filter(({ type }) => type === 'chunk')
			.flatMap(({ moduleIds }) => moduleIds.map((id) => id.split('\0').join('').split('?')[0]))
			.map(packageFolder)
			.filter((folder) => folder !== null),
	);
	const texts = [...folders].map(licenceOf).sort((one, other) => one.localeCompare(other, 'en'));
	writeFileSync(file, `${texts.join(`\n${'-'.repeat(80)}\n\n`)}`);
}

/** The folder of the package that a module belongs to; `null` for our own. */
function packageFolder(moduleId) {
	if (!moduleId.includes('/node_modules/')) return null;
	for (let folder = dirname(moduleId); folder !== dirname(folder); folder = dirname(folder)) {
		const file = join(folder, 'package.json');
		// Folders inside a package may hold a package.json that says only of which kind its modules are.
		if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version) return folder;
	}
	return null;
}

function licenceOf(folder) {
	const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	if (!license) throw new Error(`${name} ${version} has no licence: it must not be bundled.`);
	const files = readdirSync(folder).filter((each) => /^(licen[cs]e|notice|copying)/i.test(each));
	const texts = files.map((each) => readFileSync(join(folder, each), 'utf8').trim());
	return [`${name} ${version} (${license})`, '', ...texts, ''].join('\n');
}

module.exports = { writeLicences };
