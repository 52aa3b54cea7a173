import type { ICredentialType } from 'n8n-workflow';
import { Commerce17TrackApi } from '../../credentials/Commerce17TrackApi.credentials.ts';
import { CommerceAfterShipApi } from '../../credentials/CommerceAfterShipApi.credentials.ts';
import { CommerceBigCommerceApi } from '../../credentials/CommerceBigCommerceApi.credentials.ts';
import { CommerceEasyPostApi } from '../../credentials/CommerceEasyPostApi.credentials.ts';
import { CommerceGenericStoreApi } from '../../credentials/CommerceGenericStoreApi.credentials.ts';
import { CommercePrestaShopApi } from '../../credentials/CommercePrestaShopApi.credentials.ts';
import { CommerceSendcloudApi } from '../../credentials/CommerceSendcloudApi.credentials.ts';
import { CommerceShipStationApi } from '../../credentials/CommerceShipStationApi.credentials.ts';
import { CommerceShipStationV1Api } from '../../credentials/CommerceShipStationV1Api.credentials.ts';
import { CommerceShippoApi } from '../../credentials/CommerceShippoApi.credentials.ts';
import { CommerceShopifyApi } from '../../credentials/CommerceShopifyApi.credentials.ts';
import { CommerceWooCommerceApi } from '../../credentials/CommerceWooCommerceApi.credentials.ts';
import { CommerceMagentoApi } from '../../credentials/CommerceMagentoApi.credentials.ts';

const CREDENTIAL_TYPES: readonly ICredentialType[] = [
	new CommerceMagentoApi(),
	new CommerceShopifyApi(),
	new CommerceWooCommerceApi(),
	new CommerceBigCommerceApi(),
	new CommercePrestaShopApi(),
	new CommerceGenericStoreApi(),
	new CommerceSendcloudApi(),
	new CommerceAfterShipApi(),
	new Commerce17TrackApi(),
	new CommerceEasyPostApi(),
	new CommerceShipStationApi(),
	new CommerceShipStationV1Api(),
	new CommerceShippoApi(),
];

/** The names that every kind of store understands. */
const GENERAL_KEYS = ['storeUrl', 'apiKey', 'apiSecret'];

/** What the form of a credential shows, and so what the API takes under `credentials`. */
export function credentialKeys(credentialType: string) {
	const { properties } = CREDENTIAL_TYPES.find(({ name }) => name === credentialType)!;
	return properties
		.filter(({ type }) => type !== 'notice' && type !== 'hidden')
		.map(({ name, displayName, description, required, typeOptions, options, displayOptions }) => ({
			name,
			label: displayName,
			description: description ?? '',
			isRequired: required === true,
			isSecret: typeOptions?.password === true,
			...(options && {
				options: options.flatMap((option) => ('value' in option ? String(option.value) : [])),
			}),
			...(displayOptions?.show && { onlyWhen: displayOptions.show }),
		}));
}

/** All names that may stand under `credentials`, the general ones first. */
export const namesOfKeys = (credentialType: string): string[] => [
	...new Set([...GENERAL_KEYS, ...credentialKeys(credentialType).map(({ name }) => name)]),
];
