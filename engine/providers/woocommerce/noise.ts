/**
 * Fields that move without anything having happened, or say the same as another field. The first are those of
 * WooCommerce, the others of plugins.
 */
export const NOISE: ReadonlySet<string> = new Set([
	'_links',
	'avatar_url',
	'average_rating',
	'cart_hash',
	'currency_symbol',
	'customer_ip_address',
	'customer_user_agent',
	'is_editable',
	'needs_payment',
	'needs_processing',
	'order_key',
	'price_html',
	'rating_count',
	'related_ids',
	'total_sales',
	'version',
	// Yoast SEO: https://developer.yoast.com/customization/apis/rest-api/
	'yoast_head',
	'yoast_head_json',
	// Rank Math: https://rankmath.com/kb/headless-cms-support/
	'rank_math_head',
	// Jetpack: `modules/sharedaddy`, `modules/likes.php`, `modules/related-posts`
	'jetpack_likes_enabled',
	'jetpack_sharing_enabled',
	'jetpack-related-posts',
]);

/**
 * Meta that is written by itself: while a customer looks around, or while a plugin tidies up. The keys are in the
 * source, or in the exported data, of what stands above them.
 */
const META: readonly RegExp[] = [
	// WooCommerce `includes/wc-user-functions.php`, and WordPress, of customers
	/^(wc_last_active|session_tokens|last_update|_woocommerce_(persistent_cart|load_saved_cart).*)$/,
	// WooCommerce `src/Internal/Orders/OrderLogsDeletionProcessor.php`, `src/StoreApi`; seen in a real shop
	/^_debug_/,
	// WooCommerce `includes/class-wc-comments.php`: they move with each review
	/^_wc_(average_rating|rating_count|review_count)$/,
	// WordPress `wp-admin/includes/post.php`: who has a page open in the editor; `class-wp-embed.php`: a cache
	/^_edit_(lock|last)$/,
	/^_oembed_/,
	// Yoast SEO: scores and times that it works out again
	/^_yoast_wpseo_(content_score|linkdex|estimated-reading-time-minutes|inclusive_language_score)$/,
	// Rank Math: scores
	/^rank_math_(seo_score|analytic_object_id|internal_links_processed)$/,
	// Themes of TieLabs (Jannah, Sahifa): a counter of views
	/^tie_views$/,
	// Elementor: caches
	/^_elementor_(css|page_assets|element_cache|controls_usage)$/,
];

/**
 * Not verified: what such keys are usually called. A key that does hold a change and is called so would be left
 * out; none is known.
 */
const USUAL_META: readonly RegExp[] = [
	/^_transient_/,
	/^_yoast_(indexable|head)/,
	// Counters of views: Post Views Counter, WP-PostViews, themes
	/^_?([a-z0-9]+_)?(post|product|page)_views?(_count)?$/,
	/^_?views(_count)?$/,
	/^(_?view_count|_product_view_count|hits)$/,
	// WP Rocket, LiteSpeed, Autoptimize, and others: caches
	/^_?(litespeed|wp_rocket|rocket|ao)_(cache|vpi|mobile|ccss).*$/,
	/^_?[a-z0-9_-]*_cache(d|_key|_time|_version)?$/,
];

/** Whether the key of a meta is one that moves by itself. */
export const isNoiseMeta = (key: string): boolean =>
	[...META, ...USUAL_META].some((pattern) => pattern.test(key));
