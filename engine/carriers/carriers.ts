/** A carrier, and the page on which it shows where a parcel is. */
export type Carrier = {
	/** As a customer knows it. */
	readonly name: string;
	/** `{number}` is where the tracking number goes, percent-encoded. */
	readonly page: string;
	/** Further words by which shops and their plugins name it: slugs, older names, names by country. */
	readonly words: readonly string[];
	/** Where the address of the page is from. */
	readonly source: Source;
};

/**
 * - `woocommerce`: WooCommerce, `src/Internal/Fulfillments/Providers`
 * - `plugin`: the list of the plugin Orders Tracking for WooCommerce, `includes/data.php`
 * - `carrier`: the address that the carrier's own page has after a search there, as public code uses it
 */
type Source = 'woocommerce' | 'plugin' | 'carrier';

const carrier = (name: string, source: Source, page: string, words = ''): Carrier => ({
	name,
	source,
	page,
	words: words.split(' ').filter(Boolean),
});

/**
 * Carriers whose page takes a tracking number in its address. One whose page does not, or asks for more than
 * the number before it shows anything, is left out: no button is better than one that leads nowhere.
 *
 * The slugs are those of WooCommerce's fulfillments, of the extension Shipment Tracking, and of the plugins
 * Advanced Shipment Tracking and Orders Tracking; the names also those of Shopify's list of companies:
 * https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentTrackingInfo
 * Also the words of ShipStation (`stamps_com`) and EasyPost (`UPSDAP`) for a carrier by whose account a label was paid.
 */
export const CARRIERS: readonly Carrier[] = [
	// Worldwide
	carrier(
		'DHL',
		'carrier',
		'https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}&submit=1',
		'dhl-express dhlexpress dhl-us dhl-at dhl-cz dhl-se dhl-uk dhl-intraship dhl-worldwide dhl-express-worldwide dhl-express-australia dhl-express-canada dhl-express-uk',
	),
	carrier(
		'DHL eCommerce',
		'carrier',
		'https://www.dhl.com/us-en/home/tracking/tracking-ecommerce.html?tracking-id={number}&submit=1',
		'dhlglobalmail dhl-global-mail dhl-parcel-us dhl-ecommerce-us dhl-ecommerce-asia dhlecommerce dhl-ecs',
	),
	carrier(
		'UPS',
		'woocommerce',
		'https://www.ups.com/track?tracknum={number}',
		'ups-de ups-se ups-uk united-parcel-service ups-mail-innovations ups-dap ups-surepost ups-walleted',
	),
	carrier(
		'FedEx',
		'carrier',
		'https://www.fedex.com/fedextrack/?trknbr={number}',
		'fedex-express fedex-ground fedex-uk fedex-smartpost federal-express fedex-default fedex-walleted',
	),
	carrier(
		'TNT',
		'plugin',
		'https://www.tnt.com/express/en_gb/site/shipping-tools/tracking.html?searchType=con&cons={number}',
		'tnt-express tnt-uk tnt-au tnt-reference-uk tnt-express-consignment tnt-express-reference',
	),
	carrier(
		'GLS',
		'carrier',
		'https://gls-group.com/track/{number}',
		'gls-de gls-germany gls-eu gls-europe gls-at gls-nl gls-pl gls-cz gls-us',
	),
	carrier(
		'DPD',
		'carrier',
		'https://tracking.dpd.de/status/en_US/parcel/{number}',
		'dpd-de dpd-germany dpd-at dpd-cz dpd-ro dpd-parcel-nl dpd-eu',
	),
	carrier('Aramex', 'carrier', 'https://www.aramex.com/track/results?ShipmentNumber={number}', ''),
	carrier(
		'Direct Link',
		'plugin',
		'https://tracking.directlink.com/?itemNumber={number}&locale=en',
	),
	carrier('Landmark Global', 'carrier', 'https://track.landmarkglobal.com/?trck={number}'),
	// Germany, Austria, Switzerland
	carrier(
		'DHL',
		'carrier',
		'https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}',
		'dhl-de dhl-paket dhl-germany dhl-parcel-de deutsche-post-dhl dhlpaket dhl-deutschland',
	),
	carrier(
		'Deutsche Post',
		'carrier',
		'https://www.deutschepost.de/de/s/sendungsverfolgung/verfolgen.html?piececode={number}',
		'deutsche-post-ag deutschepost',
	),
	carrier(
		'Hermes',
		'carrier',
		'https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{number}',
		'hermes-de hermes-germany hermesworld myhermes-de',
	),
	carrier(
		'Österreichische Post',
		'carrier',
		'https://www.post.at/sv/sendungsdetails?snr={number}',
		'austria-post austrian-post osterreichische-post post-at',
	),
	carrier(
		'Swiss Post',
		'plugin',
		'https://service.post.ch/EasyTrack/submitParcelData.do?p_language=en&formattedParcelCodes={number}',
		'schweizerische-post die-post la-poste-suisse post-ch',
	),
	// United Kingdom and Ireland
	carrier(
		'Royal Mail',
		'woocommerce',
		'https://www.royalmail.com/track-your-item#/tracking-results/{number}',
		'royalmail royal-mail-uk royal-mail-walleted',
	),
	carrier(
		'Parcelforce',
		'plugin',
		'https://www.parcelforce.com/track-trace?trackNumber={number}',
		'parcelforce-uk parcelforce-worldwide parcel-force',
	),
	carrier(
		'Evri',
		'carrier',
		'https://www.evri.com/track/parcel/{number}',
		'evri-hermes hermes-uk myhermes-uk myhermes',
	),
	carrier(
		'DPD',
		'carrier',
		'https://track.dpd.co.uk/search?reference={number}',
		'dpd-uk dpd-local dpd-co-uk',
	),
	carrier(
		'DHL',
		'carrier',
		'https://www.dhl.com/gb-en/home/tracking/tracking-parcel.html?tracking-id={number}&submit=1',
		'dhl-parcel-uk dhl-ecommerce-uk',
	),
	carrier(
		'An Post',
		'plugin',
		'https://www.anpost.com/Post-Parcels/Track/History?item={number}',
		'anpost',
	),
	carrier(
		'DPD',
		'carrier',
		'https://dpd.ie/tracking?consignmentNumber={number}',
		'dpd-ie dpd-ireland',
	),
	// France, Benelux
	carrier(
		'La Poste',
		'woocommerce',
		'https://www.laposte.fr/outils/suivre-vos-envois?code={number}',
		'la-poste-fr laposte la-poste-colissimo colissimo-fr',
	),
	carrier(
		'Colissimo',
		'woocommerce',
		'https://www.laposte.fr/outils/suivre-vos-envois?code={number}',
	),
	carrier(
		'Chronopost',
		'plugin',
		'https://www.chronopost.fr/fr/chrono_suivi_search?listeNumerosLT={number}',
		'chronopost-fr chronopost-france',
	),
	carrier(
		'Mondial Relay',
		'plugin',
		'https://www.mondialrelay.fr/suivi-de-colis?numeroExpedition={number}',
		'mondial-relay-fr mondialrelay',
	),
	carrier(
		'Colis Privé',
		'carrier',
		'https://www.colisprive.com/moncolis/pages/detailColis.aspx?numColis={number}',
		'colis-prive',
	),
	carrier(
		'PostNL',
		'plugin',
		'https://jouw.postnl.nl/#!/track-en-trace/{number}/NL/',
		'post-nl netherlands-post postnl-domestic',
	),
	carrier(
		'DHL',
		'carrier',
		'https://www.dhl.com/nl-en/home/tracking/tracking-parcel.html?tracking-id={number}&submit=1',
		'dhl-parcel-nl dhl-nl dhl-netherlands dhlparcel-nl',
	),
	carrier('DPD', 'carrier', 'https://tracking.dpd.de/status/nl_NL/parcel/{number}', 'dpd-nl'),
	carrier(
		'bpost',
		'plugin',
		'https://track.bpost.cloud/btr/web/#/search?itemCode={number}',
		'belgium-post bpost-international',
	),
	// Spain, Portugal, Italy, Greece, Cyprus, Malta
	carrier(
		'Correos',
		'carrier',
		'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}',
		'correos-spain correos-es spain-correos-es',
	),
	carrier(
		'CTT',
		'plugin',
		'https://www.ctt.pt/feapl_2/app/open/objectSearch/objectSearch.jspx?objects={number}',
		'portugal-post-ctt ctt-correios portugal-ctt',
	),
	carrier(
		'CTT Express',
		'carrier',
		'https://www.cttexpress.com/localizador-de-envios/?sc={number}',
		'tourline tourline-express',
	),
	carrier(
		'Poste Italiane',
		'carrier',
		'https://www.poste.it/cerca/index.html#/risultati-spedizioni/{number}',
		'italy-post poste-it',
	),
	carrier(
		'BRT',
		'carrier',
		'https://vas.brt.it/vas/sped_det_show.hsm?referer=sped_numspe_par.htm&Nspediz={number}',
		'bartolini bartolini-brt brt-bartolini brt-it',
	),
	carrier(
		'SDA',
		'carrier',
		'https://www.sda.it/wps/portal/Servizi_online/dettaglio-spedizione?locale=it&tracing.letteraVettura={number}',
		'sda-italy sda-it',
	),
	carrier(
		'GLS',
		'plugin',
		'https://www.gls-italy.com/?option=com_gls&view=track_e_trace&mode=search&numero_spedizione={number}&tipo_codice=nazionale',
		'gls-it gls-italy',
	),
	carrier(
		'ELTA',
		'carrier',
		'https://itemsearch.elta.gr/en-GB/Query/Direct/{number}',
		'elta-gr elta-hellenic-post',
	),
	carrier(
		'Cyprus Post',
		'plugin',
		'https://www.cypruspost.post/en/track-n-trace-results?code={number}',
	),
	// Nordic and Baltic countries
	carrier(
		'PostNord',
		'carrier',
		'https://tracking.postnord.com/en/tracking?id={number}',
		'postnord-se postnord-dk postnord-fi postnord-sverige postnord-sverige-ab denmark-post sweden-posten',
	),
	carrier(
		'Posten',
		'carrier',
		'https://sporing.posten.no/sporing/{number}',
		'posten-norge posten-norge-bring norway-post',
	),
	carrier('Bring', 'carrier', 'https://tracking.bring.com/tracking/{number}', 'bring-no bring-se'),
	carrier(
		'Posti',
		'carrier',
		'https://www.posti.fi/en/tracking#/lahetys/{number}',
		'itella posti-fi',
	),
	carrier('Venipak', 'carrier', 'https://venipak.com/tracking/track/{number}/'),
	// Central and Eastern Europe
	carrier(
		'InPost',
		'carrier',
		'https://inpost.pl/sledzenie-przesylek?number={number}',
		'inpost-pl inpost-paczkomaty',
	),
	carrier(
		'Poczta Polska',
		'carrier',
		'https://emonitoring.poczta-polska.pl/?numer={number}',
		'poland-post poczta-polska-pl',
	),
	carrier(
		'Česká pošta',
		'carrier',
		'https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers={number}',
		'czech-post ceska-posta',
	),
	carrier(
		'Packeta',
		'carrier',
		'https://tracking.packeta.com/en/?id={number}',
		'zasilkovna packeta-cz',
	),
	carrier(
		'PPL',
		'carrier',
		'https://www.ppl.cz/vyhledat-zasilku?shipmentId={number}',
		'ppl-cz ppl-ro',
	),
	carrier(
		'Slovenská pošta',
		'carrier',
		'https://tandt.posta.sk/en/items/{number}',
		'slovakia-post slovenska-posta',
	),
	carrier(
		'Magyar Posta',
		'carrier',
		'https://www.posta.hu/nyomkovetes/nyitooldal?searchvalue={number}',
		'hungary-post',
	),
	carrier(
		'Hrvatska pošta',
		'plugin',
		'https://www.posta.hr/tracktrace.aspx?broj={number}',
		'hrvatska-posta croatia-post',
	),
	carrier(
		'Econt',
		'carrier',
		'https://www.econt.com/en/services/track-shipment/{number}',
		'econt-express',
	),
	carrier(
		'Speedy',
		'carrier',
		'https://www.speedy.bg/en/track-shipment?shipmentNumber={number}',
		'speedy-bg',
	),
	carrier(
		'FAN Courier',
		'carrier',
		'https://www.fancourier.ro/awb-tracking/?tracking={number}',
		'fan-courier',
	),
	carrier('Sameday', 'carrier', 'https://sameday.ro/#awb={number}', 'sameday-ro'),
	carrier(
		'Nova Poshta',
		'carrier',
		'https://novaposhta.ua/tracking/?cargo_number={number}',
		'nova-post',
	),
	carrier(
		'Ukrposhta',
		'carrier',
		'https://track.ukrposhta.ua/tracking_EN.html?barcode={number}',
		'ukraine-post',
	),
	carrier(
		'Russian Post',
		'carrier',
		'https://www.pochta.ru/tracking#{number}',
		'russia-post pochta-rossii',
	),
	carrier('CDEK', 'carrier', 'https://www.cdek.ru/en/tracking?order_id={number}', 'sdek'),
	carrier(
		'Yurtiçi Kargo',
		'carrier',
		'https://www.yurticikargo.com/tr/online-servisler/gonderi-sorgula?code={number}',
		'yurtici-kargo yurtici',
	),
	carrier(
		'Aras Kargo',
		'carrier',
		'https://kargotakip.araskargo.com.tr/mainpage.aspx?code={number}',
		'aras',
	),
	carrier(
		'PTT',
		'carrier',
		'https://gonderitakip.ptt.gov.tr/Track/Verify?q={number}',
		'ptt-kargo turkey-post',
	),
	// North America
	carrier(
		'USPS',
		'woocommerce',
		'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}',
		'us-postal-service united-states-postal-service stamps-com endicia express-1',
	),
	carrier(
		'OnTrac',
		'carrier',
		'https://www.ontrac.com/tracking/?number={number}',
		'lasership lasership-ontrac lasership-v2 ontrac-v3',
	),
	carrier(
		'Canada Post',
		'woocommerce',
		'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={number}',
		'postes-canada canada-post-walleted',
	),
	carrier(
		'Purolator',
		'carrier',
		'https://www.purolator.com/en/shipping/tracker?pin={number}',
		'purolator-ca',
	),
	// Australia and New Zealand
	carrier(
		'Australia Post',
		'woocommerce',
		'https://auspost.com.au/mypost/track/details/{number}',
		'auspost australia-ems eparcel australia-post-walleted',
	),
	carrier(
		'StarTrack',
		'plugin',
		'https://sttrackandtrace.startrack.com.au/{number}',
		'startrack-au star-track',
	),
	carrier(
		'CouriersPlease',
		'plugin',
		'https://www.couriersplease.com.au/tools-track/no/{number}',
		'couriers-please couriers-please-au',
	),
	carrier('Sendle', 'plugin', 'https://track.sendle.com/tracking?ref={number}', 'sendle-au'),
	carrier(
		'Toll',
		'plugin',
		'https://online.toll.com.au/trackandtrace/traceConsignments.do?consignments={number}',
		'mytoll-au toll-ipec toll-priority mytoll',
	),
	carrier(
		'DAI Post',
		'plugin',
		'https://daiglobaltrack.com/tracking.aspx?custtracknbr={number}',
		'dai-post-au dai',
	),
	carrier(
		'New Zealand Post',
		'woocommerce',
		'https://www.nzpost.co.nz/tools/tracking?track={number}',
		'nz-post nzpost',
	),
	carrier('Fastway', 'plugin', 'https://www.fastway.co.nz/tools/track?l={number}', 'fastway-nz'),
	// Asia, Near East, South America
	carrier(
		'Japan Post',
		'carrier',
		'https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}&locale=en',
		'japan-post-en jp-post japan-ems',
	),
	carrier(
		'Yamato',
		'carrier',
		'https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id={number}',
		'yamato-en yamato-ja yamato-japan taqbin-jp kuroneko-yamato',
	),
	carrier(
		'Sagawa',
		'carrier',
		'https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={number}',
		'sagawa-en sagawa-ja sagawa-express',
	),
	carrier(
		'Korea Post',
		'plugin',
		'https://service.epost.go.kr/trace.RetrieveEmsRigiTraceList.comm?ems_gubun=E&sid1=&POST_CODE={number}',
		'korea-post-ems',
	),
	carrier(
		'SF Express',
		'plugin',
		'https://www.sf-express.com/cn/en/dynamic_function/waybill/#search/bill-number/{number}',
		'sf-express-cn sfexpress s-f-express',
	),
	carrier(
		'YunExpress',
		'plugin',
		'https://www.yuntrack.com/Track/Detail/{number}',
		'yun-express yun-express-cn yuntrack',
	),
	carrier('4PX', 'carrier', 'https://track.4px.com/#/result/0/{number}', '4px-express'),
	carrier(
		'Yanwen',
		'carrier',
		'https://track.yw56.com.cn/en/querydel?nums={number}',
		'yanwen-logistics',
	),
	carrier(
		'Cainiao',
		'plugin',
		'https://global.cainiao.com/newDetail.htm?mailNoList={number}',
		'aliexpress-standard-shipping aliexpress',
	),
	carrier('Delhivery', 'plugin', 'https://www.delhivery.com/track/package/{number}'),
	carrier(
		'DTDC',
		'plugin',
		'https://www.dtdc.in/tracking/tracking_results.asp?Ttype=awb_no&strCnno={number}&TrkType2=awb_no',
		'dtdc-in dtdc-india',
	),
	carrier('Ecom Express', 'plugin', 'https://ecomexpress.in/tracking/?tflag=0&awb_field={number}'),
	carrier(
		'Blue Dart',
		'carrier',
		'https://www.bluedart.com/trackdartresultthirdparty?trackFor=0&trackNo={number}',
		'bluedart bluedart-india',
	),
	carrier(
		'Ninja Van',
		'carrier',
		'https://www.ninjavan.co/en-sg/tracking?id={number}',
		'ninja-van-sg ninjavan ninjavan-sg',
	),
	carrier('Roadbull', 'plugin', 'https://cds.roadbull.com/order/track/{number}', 'roadbull-sg'),
	carrier('Vietnam Post', 'plugin', 'https://www.vnpost.vn/en-us/dinh-vi/buu-pham?key={number}'),
	carrier('Israel Post', 'plugin', 'https://mypost.israelpost.co.il/itemtrace?itemcode={number}'),
	carrier(
		'Correos Chile',
		'plugin',
		'https://www.correos.cl/web/guest/seguimiento-en-linea?codigos={number}',
	),
];
