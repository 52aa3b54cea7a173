import { AR } from './ar.ts';
import { CS } from './cs.ts';
import { DA } from './da.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { IT } from './it.ts';
import type { LanguageCode } from './languages.ts';
import { NL } from './nl.ts';
import { PL } from './pl.ts';
import { PT } from './pt.ts';
import { SV } from './sv.ts';
import type { Texts } from './texts.ts';
import { TR } from './tr.ts';

const TEXTS: Readonly<Record<LanguageCode, Texts>> = {
	ar: AR,
	cs: CS,
	da: DA,
	de: DE,
	en: EN,
	es: ES,
	fr: FR,
	it: IT,
	nl: NL,
	pl: PL,
	pt: PT,
	sv: SV,
	tr: TR,
};

export const textsOf = (language: LanguageCode): Texts => TEXTS[language];
