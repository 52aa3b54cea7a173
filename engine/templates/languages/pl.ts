import type { Texts } from './texts.ts';

export const PL: Texts = {
	colon: ': ',
	// Without the name, which would have to be in the vocative.
	greeting: 'Dzień dobry!',
	news: {
		fromShop: 'Wiadomość[ od {shop}]',
		order: 'Mamy nowe informacje o Twoim zamówieniu.',
		parcel: 'Mamy nowe informacje o Twojej paczce.',
	},
	footer: {
		order: 'Ta wiadomość dotyczy zamówienia[ w {shop}].',
		account: 'Ta wiadomość dotyczy konta[ w {shop}].',
		other: '[Wiadomość od {shop}.|Ta wiadomość została wysłana automatycznie.]',
	},
	item: 'Produkt',
	sums: {
		subtotal: 'Suma częściowa',
		discount: 'Rabat',
		discountOf: 'Rabat ({code})',
		fee: 'Opłata',
		shipping: 'Dostawa',
		tip: 'Napiwek',
		rounding: 'Zaokrąglenie',
		tax: 'Podatek',
	},
	lines: {
		inShipment: 'W tej przesyłce',
		free: 'Gratis',
		total: 'Razem',
		includedTax: 'W tym podatek',
	},
	labels: {
		order: 'Zamówienie',
		placedOn: 'Data zamówienia',
		payment: 'Płatność',
		shipping: 'Dostawa',
		status: 'Status',
		statusBefore: 'Poprzednio',
		carrier: 'Przewoźnik',
		service: 'Usługa',
		trackingNumber: 'Numer przesyłki',
		expected: 'Przewidywana dostawa',
		delivered: 'Doręczono',
		refund: 'Zwrot',
		refundedInTotal: 'Zwrócono łącznie',
		orderTotal: 'Wartość zamówienia',
		paidWith: 'Sposób płatności',
	},
	deliveryAddress: 'Adres dostawy',
	parcels: {
		one: '{count} paczka',
		few: '{count} paczki',
		many: '{count} paczek',
		other: '{count} paczki',
	},
	buttons: { order: 'Zobacz zamówienie', track: 'Śledź paczkę', shop: 'Przejdź do sklepu' },
	orderConfirmation: {
		subject: 'Dziękujemy za zamówienie[ {orderNumber}]',
		heading: 'Dziękujemy za zamówienie',
		received: 'Otrzymaliśmy Twoje zamówienie[ {orderNumber}].',
		receivedToShip:
			'Otrzymaliśmy Twoje zamówienie[ {orderNumber}] i damy znać, gdy zostanie wysłane.',
	},
	orderStatusUpdate: {
		subject: '[Twoje zamówienie {orderNumber}|Nowe informacje o Twoim zamówieniu][: {status}]',
		heading: '[{status}|Nowe informacje o Twoim zamówieniu]',
	},
	parcelStatusUpdate: {
		subject:
			'[Twoja paczka z zamówienia {orderNumber}|Nowe informacje o Twojej paczce][: {status}]',
		heading: '[{status}|Nowe informacje o Twojej paczce]',
	},
	shippingConfirmation: {
		subject: 'Twoje zamówienie[ {orderNumber}] zostało wysłane',
		preheader: 'Już w drodze do Ciebie[ – przewoźnik: {carrier}].',
		heading: 'Twoje zamówienie jest w drodze',
		shipped:
			'Dobra wiadomość: Twoje zamówienie[ {orderNumber}] zostało wysłane[ – przewoźnik: {carrier}].',
	},
	outForDelivery: {
		subject: 'W doręczeniu: Twoje zamówienie[ {orderNumber}]',
		preheader: {
			one: '[Kurier {carrier}|Kurier] wiezie Twoją paczkę.',
			other: '[Kurier {carrier}|Kurier] wiezie Twoje paczki.',
		},
		heading: 'W doręczeniu',
		onVehicle:
			'Twoje zamówienie[ {orderNumber}] wiezie już kurier[ {carrier}]. Wkrótce będzie u Ciebie.',
	},
	deliveryConfirmation: {
		subject: 'Twoje zamówienie[ {orderNumber}] zostało doręczone',
		preheader: {
			one: 'Twoja paczka dotarła. Mamy nadzieję, że sprawi Ci radość.',
			other: 'Twoje paczki dotarły. Mamy nadzieję, że sprawią Ci radość.',
		},
		heading: 'Twoje zamówienie zostało doręczone',
		delivered:
			'Twoje zamówienie[ {orderNumber}] zostało doręczone. Mamy nadzieję, że sprawi Ci radość.',
	},
	refundConfirmation: {
		subject: 'Twój zwrot pieniędzy[ za zamówienie {orderNumber}]',
		preheader: 'Zwróciliśmy Ci [{refund}|pieniądze].',
		heading: 'Twoje pieniądze są w drodze',
		refunded:
			'Zwróciliśmy Ci [{refund}|pieniądze][ za zamówienie {orderNumber}]. Zależnie od banku może minąć kilka dni, zanim pojawią się na Twoim koncie.',
	},
	welcome: {
		subject: 'Witamy[ w {shop}]',
		preheader: 'Cieszymy się, że jesteś z nami.',
		welcomed:
			'Cieszymy się, że jesteś z nami. Od teraz będziemy e-mailem informować Cię o Twoich zamówieniach.',
	},
	trackingPage: {
		find: 'Znajdź zamówienie',
		findHelp: 'Numer zamówienia znajduje się w wiadomościach e-mail o zamówieniu.',
		orderNumber: 'Numer zamówienia',
		email: 'Adres e-mail',
		show: 'Pokaż zamówienie',
		notFound: 'Nie znaleźliśmy tego zamówienia',
		notFoundHelp:
			'Prosimy sprawdzić numer zamówienia i adres e-mail albo otworzyć link z naszej ostatniej wiadomości.',
		tooMany: 'Zbyt wiele prób. Prosimy spróbować później.',
		unavailable: 'Ta strona jest w tej chwili niedostępna. Prosimy spróbować za kilka minut.',
		ordered: 'Zamówiono',
		history: 'Historia',
		items: 'Produkty',
	},
	orderStatus: {
		draft: {
			label: 'Wersja robocza',
			sentence: 'Twoje zamówienie jest przygotowane, ale jeszcze nie zostało złożone.',
		},
		pending_payment: {
			label: 'Oczekuje na płatność',
			sentence: 'Czekamy na Twoją płatność. Gdy tylko dotrze, przygotujemy Twoje zamówienie.',
		},
		authorized: {
			label: 'Przyjęte',
			sentence: 'Otrzymaliśmy Twoje zamówienie i wkrótce je przygotujemy.',
		},
		on_hold: { label: 'Wstrzymane', sentence: 'Twoje zamówienie jest chwilowo wstrzymane.' },
		processing: {
			label: 'W przygotowaniu',
			sentence: 'Przygotowujemy teraz Twoje zamówienie.',
		},
		partially_fulfilled: {
			label: 'Częściowo wysłane',
			sentence: 'Część Twojego zamówienia została wysłana.',
		},
		ready_for_pickup: {
			label: 'Gotowe do odbioru',
			sentence: 'Twoje zamówienie czeka na odbiór.',
		},
		fulfilled: { label: 'Wysłane', sentence: 'Całe Twoje zamówienie zostało wysłane.' },
		completed: {
			label: 'Zrealizowane',
			sentence: 'Twoje zamówienie zostało zrealizowane. Dziękujemy za zakupy.',
		},
		partially_refunded: {
			label: 'Część pieniędzy zwrócona',
			sentence: 'Zwróciliśmy część pieniędzy za Twoje zamówienie.',
		},
		refunded: {
			label: 'Pieniądze zwrócone',
			sentence: 'Zwróciliśmy pieniądze za Twoje zamówienie.',
		},
		refunding: {
			label: 'Zwrot w toku',
			sentence: 'Zwrot pieniędzy za Twoje zamówienie jest w toku.',
		},
		closed: {
			label: 'Zamknięte',
			sentence: 'Twoje zamówienie jest zamknięte. Nie trzeba za nie płacić.',
		},
		cancelled: { label: 'Anulowane', sentence: 'Twoje zamówienie zostało anulowane.' },
		failed: {
			label: 'Niezrealizowane',
			sentence: 'Nie udało się zrealizować Twojego zamówienia.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'W przygotowaniu',
			sentence: { one: 'Przygotowujemy Twoją paczkę.', other: 'Przygotowujemy Twoje paczki.' },
		},
		label_created: {
			label: 'Spakowana',
			sentence: {
				one: 'Twoja paczka jest spakowana i czeka na kuriera.',
				other: 'Twoje paczki są spakowane i czekają na kuriera.',
			},
		},
		shipped: {
			label: 'Wysłana',
			sentence: {
				one: 'Twoja paczka została wysłana.',
				other: 'Twoje paczki zostały wysłane.',
			},
		},
		in_transit: {
			label: 'W drodze',
			sentence: {
				one: 'Twoja paczka jest w drodze do Ciebie.',
				other: 'Twoje paczki są w drodze do Ciebie.',
			},
		},
		ready_for_pickup: {
			label: 'Gotowa do odbioru',
			sentence: {
				one: 'Twoja paczka czeka na odbiór.',
				other: 'Twoje paczki czekają na odbiór.',
			},
		},
		out_for_delivery: {
			label: 'W doręczeniu',
			sentence: { one: 'Kurier wiezie Twoją paczkę.', other: 'Kurier wiezie Twoje paczki.' },
		},
		delivered: {
			label: 'Doręczona',
			sentence: {
				one: 'Twoja paczka została doręczona.',
				other: 'Twoje paczki zostały doręczone.',
			},
		},
		attempted: {
			label: 'Próba doręczenia',
			sentence: {
				one: 'Kurierowi nie udało się przekazać paczki. Przewoźnik poinformuje Cię, co dalej.',
				other: 'Kurierowi nie udało się przekazać paczek. Przewoźnik poinformuje Cię, co dalej.',
			},
		},
		delayed: {
			label: 'Opóźniona',
			sentence: {
				one: 'Dostawa Twojej paczki trwa dłużej, niż zakładaliśmy. Przepraszamy.',
				other: 'Dostawa Twoich paczek trwa dłużej, niż zakładaliśmy. Przepraszamy.',
			},
		},
		failed: {
			label: 'Niedoręczona',
			sentence: {
				one: 'Nie udało się doręczyć Twojej paczki.',
				other: 'Nie udało się doręczyć Twoich paczek.',
			},
		},
		returned: {
			label: 'Zwrócona',
			sentence: { one: 'Twoja paczka wraca do nas.', other: 'Twoje paczki wracają do nas.' },
		},
		cancelled: {
			label: 'Anulowana',
			sentence: {
				one: 'Przesyłka została anulowana.',
				other: 'Przesyłka została anulowana.',
			},
		},
	},
};
