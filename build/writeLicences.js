const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * Writes the names and licence texts of all packages whose code is in a bundle.
 *
 * @param output what rolldown's `write` gave
 * @param file where to
 * @throws Error for a package without a licence or its text: it must not be bundled
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
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const { name, version, license } = manifest;
	if (!license) throw new Error(`${name} ${version} has no licence: it must not be bundled.`);
	const files = readdirSync(folder).filter((each) => /^(licen[cs]e|notice|copying)/i.test(each));
	const given = files.map((each) => readFileSync(join(folder, each), 'utf8').trim());
	const texts = given.length > 0 ? given : [inReadme(folder) ?? usualText(manifest)];
	const source = license === 'MPL-2.0' ? mplNotice(manifest) : [];
	return [`${name} ${version} (${license})`, '', ...texts, ...source, ''].join('\n');
}

/** The section of the README with the licence, where its text is there; `null` where it is not. */
function inReadme(folder) {
	const readme = readdirSync(folder).find((each) => /^readme/i.test(each));
	if (readme === undefined) return null;
	const text = readFileSync(join(folder, readme), 'utf8');
	const [, section] = /^(?:#+ *licen[cs]e *#*|licen[cs]e\n-{3,})\s*\n([\s\S]+)/im.exec(text) ?? [];
	return section?.includes('Permission is hereby granted') ? section.trim() : null;
}

/** Some authors name the MIT licence, and leave its text to everybody's knowledge. */
function usualText({ name, version, license, author }) {
	const holder = typeof author === 'string' ? author : author?.name;
	if (license !== 'MIT' || !holder) {
		throw new Error(`${name} ${version} has no licence text: it must not be bundled.`);
	}
	return `Copyright (c) ${holder.replace(/ *[<(].*$/, '')}\n\n${readText('MIT.txt')}`;
}

/** What the Mozilla Public License 2.0 asks for in 3.2: its text, and where the source is. */
function mplNotice({ name, version, repository }) {
	const url = typeof repository === 'string' ? repository : repository?.url;
	if (!url) throw new Error(`${name} ${version} does not say where its source is.`);
	const archive = `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
	return [
		'',
		`The source code form of ${name} ${version} is unchanged, and is available under the terms of the`,
		`Mozilla Public License 2.0 at ${url.replace(/^git\+/, '')}`,
		`and ${archive}`,
		'',
		readText('MPL-2.0.txt'),
	];
}

function readText(file) {
	return readFileSync(join(__dirname, 'licences', file), 'utf8').trim();
}

module.exports = { writeLicences };
