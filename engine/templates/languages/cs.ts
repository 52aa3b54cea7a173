import type { Texts } from './texts.ts';

export const CS: Texts = {
	colon: ': ',
	// Without the name, which would have to be in the vocative.
	greeting: 'Dobrý den!',
	news: {
		fromShop: 'Zpráva[ od {shop}]',
		order: 'Máme nové informace o vaší objednávce.',
		parcel: 'Máme nové informace o vaší zásilce.',
	},
	footer: {
		order: 'Tento e-mail se týká objednávky[ v {shop}].',
		account: 'Tento e-mail se týká účtu[ v {shop}].',
		other: '[Odesílatel: {shop}.|Tento e-mail byl odeslán automaticky.]',
	},
	item: 'Položka',
	sums: {
		subtotal: 'Mezisoučet',
		discount: 'Sleva',
		discountOf: 'Sleva ({code})',
		fee: 'Poplatek',
		shipping: 'Doprava',
		tip: 'Spropitné',
		rounding: 'Zaokrouhlení',
		tax: 'Daň',
	},
	lines: {
		inShipment: 'V této zásilce',
		free: 'Zdarma',
		total: 'Celkem',
		includedTax: 'Z toho daň',
	},
	labels: {
		order: 'Objednávka',
		placedOn: 'Datum objednávky',
		payment: 'Platba',
		shipping: 'Doprava',
		status: 'Stav',
		statusBefore: 'Předtím',
		carrier: 'Dopravce',
		service: 'Služba',
		trackingNumber: 'Číslo zásilky',
		expected: 'Předpokládané doručení',
		delivered: 'Doručeno',
		refund: 'Vrácená částka',
		refundedInTotal: 'Vráceno celkem',
		orderTotal: 'Celková cena objednávky',
		paidWith: 'Způsob platby',
	},
	deliveryAddress: 'Doručovací adresa',
	parcels: {
		one: '{count} zásilka',
		few: '{count} zásilky',
		many: '{count} zásilky',
		other: '{count} zásilek',
	},
	buttons: {
		order: 'Zobrazit objednávku',
		track: 'Sledovat zásilku',
		shop: 'Přejít do obchodu',
	},
	orderConfirmation: {
		subject: 'Děkujeme za vaši objednávku[ {orderNumber}]',
		heading: 'Děkujeme za vaši objednávku',
		received: 'Vaši objednávku[ {orderNumber}] jsme přijali.',
		receivedToShip: 'Vaši objednávku[ {orderNumber}] jsme přijali. Až ji odešleme, dáme vám vědět.',
	},
	orderStatusUpdate: {
		subject: '[Vaše objednávka {orderNumber}|Novinky o vaší objednávce][: {status}]',
		heading: '[{status}|Novinky o vaší objednávce]',
	},
	parcelStatusUpdate: {
		subject: '[Vaše zásilka k objednávce {orderNumber}|Novinky o vaší zásilce][: {status}]',
		heading: '[{status}|Novinky o vaší zásilce]',
	},
	shippingConfirmation: {
		subject: 'Vaše objednávka[ {orderNumber}] byla odeslána',
		preheader: 'Je na cestě k vám[, dopravce: {carrier}].',
		heading: 'Vaše objednávka je na cestě',
		shipped: 'Dobrá zpráva: vaše objednávka[ {orderNumber}] byla odeslána[, dopravce: {carrier}].',
	},
	outForDelivery: {
		subject: 'Na cestě k vám: vaše objednávka[ {orderNumber}]',
		preheader: {
			one: '[Kurýr {carrier}|Kurýr] vám veze zásilku.',
			other: '[Kurýr {carrier}|Kurýr] vám veze zásilky.',
		},
		heading: 'Kurýr je na cestě k vám',
		onVehicle: 'Vaši objednávku[ {orderNumber}] už veze kurýr[ {carrier}] a brzy bude u vás.',
	},
	deliveryConfirmation: {
		subject: 'Vaše objednávka[ {orderNumber}] byla doručena',
		preheader: {
			one: 'Vaše zásilka dorazila. Přejeme vám, ať slouží k radosti.',
			other: 'Vaše zásilky dorazily. Přejeme vám, ať slouží k radosti.',
		},
		heading: 'Vaše objednávka byla doručena',
		delivered: 'Vaše objednávka[ {orderNumber}] byla doručena. Přejeme vám, ať slouží k radosti.',
	},
	refundConfirmation: {
		subject: 'Vrácení peněz[ za objednávku {orderNumber}]',
		preheader: 'Vrátili jsme vám [{refund}|peníze].',
		heading: 'Peníze jsou na cestě k vám',
		refunded:
			'Vrátili jsme vám [{refund}|peníze][ za objednávku {orderNumber}]. Podle vaší banky může trvat několik dní, než je uvidíte na účtu.',
	},
	welcome: {
		subject: 'Vítejte[ v {shop}]',
		preheader: 'Jsme rádi, že jste s námi.',
		welcomed:
			'Jsme rádi, že jste s námi. Odteď vás budeme o vašich objednávkách informovat e-mailem.',
	},
	trackingPage: {
		find: 'Najít objednávku',
		findHelp: 'Číslo objednávky najdete v e-mailech o vaší objednávce.',
		orderNumber: 'Číslo objednávky',
		email: 'E-mailová adresa',
		show: 'Zobrazit objednávku',
		notFound: 'Tuto objednávku jsme nenašli',
		notFoundHelp:
			'Zkontrolujte prosím číslo objednávky a e-mailovou adresu, nebo otevřete odkaz v našem posledním e-mailu.',
		tooMany: 'Příliš mnoho pokusů. Zkuste to prosím později.',
		unavailable: 'Tuto stránku teď nelze zobrazit. Zkuste to prosím za několik minut.',
		ordered: 'Objednáno',
		history: 'Průběh',
		items: 'Zboží',
	},
	orderStatus: {
		draft: {
			label: 'Koncept',
			sentence: 'Vaše objednávka je připravená, ale zatím není dokončená.',
		},
		pending_payment: {
			label: 'Čeká na platbu',
			sentence: 'Čekáme na vaši platbu. Jakmile dorazí, objednávku připravíme.',
		},
		authorized: {
			label: 'Přijatá',
			sentence: 'Vaši objednávku jsme přijali a brzy ji připravíme.',
		},
		on_hold: { label: 'Pozastavená', sentence: 'Vaše objednávka je nyní pozastavená.' },
		processing: { label: 'Připravuje se', sentence: 'Vaši objednávku právě připravujeme.' },
		partially_fulfilled: {
			label: 'Částečně odeslaná',
			sentence: 'Část vaší objednávky byla odeslána.',
		},
		ready_for_pickup: {
			label: 'Připravená k vyzvednutí',
			sentence: 'Vaše objednávka je připravená k vyzvednutí.',
		},
		fulfilled: { label: 'Odeslaná', sentence: 'Celá vaše objednávka byla odeslána.' },
		completed: {
			label: 'Vyřízená',
			sentence: 'Vaše objednávka je vyřízená. Děkujeme za nákup.',
		},
		partially_refunded: {
			label: 'Část peněz vrácena',
			sentence: 'Vrátili jsme vám část peněz za objednávku.',
		},
		refunded: {
			label: 'Peníze vráceny',
			sentence: 'Vrátili jsme vám peníze za objednávku.',
		},
		refunding: {
			label: 'Peníze se vracejí',
			sentence: 'Vrácení peněz za vaši objednávku právě probíhá.',
		},
		closed: {
			label: 'Uzavřená',
			sentence: 'Vaše objednávka je uzavřená. Nemusíte za ni nic platit.',
		},
		cancelled: { label: 'Zrušená', sentence: 'Vaše objednávka byla zrušena.' },
		failed: {
			label: 'Nedokončená',
			sentence: 'Vaši objednávku se nepodařilo dokončit.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'Připravuje se',
			sentence: { one: 'Vaši zásilku připravujeme.', other: 'Vaše zásilky připravujeme.' },
		},
		label_created: {
			label: 'Zabalená',
			sentence: {
				one: 'Vaše zásilka je zabalená a čeká na dopravce.',
				other: 'Vaše zásilky jsou zabalené a čekají na dopravce.',
			},
		},
		shipped: {
			label: 'Odeslaná',
			sentence: { one: 'Vaše zásilka byla odeslána.', other: 'Vaše zásilky byly odeslány.' },
		},
		in_transit: {
			label: 'Na cestě',
			sentence: {
				one: 'Vaše zásilka je na cestě k vám.',
				other: 'Vaše zásilky jsou na cestě k vám.',
			},
		},
		ready_for_pickup: {
			label: 'Připravená k vyzvednutí',
			sentence: {
				one: 'Vaše zásilka je připravená k vyzvednutí.',
				other: 'Vaše zásilky jsou připravené k vyzvednutí.',
			},
		},
		out_for_delivery: {
			label: 'Doručuje se',
			sentence: { one: 'Kurýr vám veze zásilku.', other: 'Kurýr vám veze zásilky.' },
		},
		delivered: {
			label: 'Doručená',
			sentence: { one: 'Vaše zásilka byla doručena.', other: 'Vaše zásilky byly doručeny.' },
		},
		attempted: {
			label: 'Pokus o doručení',
			sentence: {
				one: 'Kurýrovi se nepodařilo zásilku předat. Dopravce vám sdělí, co bude dál.',
				other: 'Kurýrovi se nepodařilo zásilky předat. Dopravce vám sdělí, co bude dál.',
			},
		},
		delayed: {
			label: 'Zpožděná',
			sentence: {
				one: 'Doručení vaší zásilky trvá déle, než jsme čekali. Omlouváme se.',
				other: 'Doručení vašich zásilek trvá déle, než jsme čekali. Omlouváme se.',
			},
		},
		failed: {
			label: 'Nedoručená',
			sentence: {
				one: 'Vaši zásilku se nepodařilo doručit.',
				other: 'Vaše zásilky se nepodařilo doručit.',
			},
		},
		returned: {
			label: 'Vrácená',
			sentence: { one: 'Vaše zásilka se vrací k nám.', other: 'Vaše zásilky se vracejí k nám.' },
		},
		cancelled: {
			label: 'Zrušená',
			sentence: { one: 'Zásilka byla zrušena.', other: 'Zásilka byla zrušena.' },
		},
	},
};
