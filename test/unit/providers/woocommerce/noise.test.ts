import { isNoiseMeta } from '../../../../engine/providers/woocommerce/noise.ts';

describe('meta that plugins write by themselves', () => {
	it.each([
		'_debug_log',
		'_edit_lock',
		'_elementor_element_cache',
		'_oembed_0123',
		'_transient_x',
		'_wc_review_count',
		'_yoast_wpseo_linkdex',
		'litespeed_vpi_list',
		'post_views_count',
		'rank_math_seo_score',
		'tie_views',
		'wc_last_active',
	])('is no change: %s', (key) => {
		expect(isNoiseMeta(key)).toBe(true);
	});

	it.each(['_billing_vat', 'gift_wrap', '_tracking_number', '_subscription_renewal', 'viewed_by'])(
		'is told where it is a change: %s',
		(key) => {
			expect(isNoiseMeta(key)).toBe(false);
		},
	);
});
