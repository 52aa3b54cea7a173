import { failOnUnaskedEnd } from '../../demo/n8n/unaskedEnds.ts';

// Of every end-to-end test, and after those of its own.
afterEach(() => failOnUnaskedEnd());
afterAll(() => failOnUnaskedEnd());
