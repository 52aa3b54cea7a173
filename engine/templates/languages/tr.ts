import type { Texts } from './texts.ts';

/** Endings follow the vowels of a word, so names and numbers stand where they take none. */
export const TR: Texts = {
	colon: ': ',
	greeting: 'Merhaba[ {firstName}],',
	news: {
		fromShop: '[{shop}: size haberimiz var|Size haberimiz var]',
		order: 'Siparişinizle ilgili yeni bir gelişme var.',
		parcel: 'Kargonuzla ilgili yeni bir gelişme var.',
	},
	footer: {
		order: 'Bu e-posta[ {shop}] siparişinizle ilgilidir.',
		account: 'Bu e-posta[ {shop}] hesabınızla ilgilidir.',
		other: '[Gönderen: {shop}.|Bu e-posta otomatik olarak gönderildi.]',
	},
	item: 'Ürün',
	sums: {
		subtotal: 'Ara toplam',
		discount: 'İndirim',
		discountOf: 'İndirim ({code})',
		fee: 'Ek ücret',
		shipping: 'Kargo',
		tip: 'Bahşiş',
		rounding: 'Yuvarlama',
		tax: 'Vergi',
	},
	lines: {
		inShipment: 'Bu gönderide',
		free: 'Ücretsiz',
		total: 'Toplam',
		includedTax: 'Dâhil olan vergi',
	},
	labels: {
		order: 'Sipariş',
		placedOn: 'Sipariş tarihi',
		payment: 'Ödeme',
		shipping: 'Kargo',
		status: 'Durum',
		statusBefore: 'Önceki durum',
		carrier: 'Kargo firması',
		service: 'Hizmet',
		trackingNumber: 'Takip numarası',
		expected: 'Tahmini teslimat',
		delivered: 'Teslim edildi',
		refund: 'İade tutarı',
		refundedInTotal: 'Toplam iade',
		orderTotal: 'Sipariş toplamı',
		paidWith: 'Ödeme yöntemi',
	},
	deliveryAddress: 'Teslimat adresi',
	parcels: { one: '{count} paket', other: '{count} paket' },
	buttons: {
		order: 'Siparişimi gör',
		track: 'Kargomu takip et',
		shop: 'Mağazaya git',
	},
	orderConfirmation: {
		subject: 'Siparişiniz[ {orderNumber}] için teşekkür ederiz',
		heading: 'Siparişiniz için teşekkür ederiz',
		received: '[{orderNumber} numaralı siparişinizi|Siparişinizi] aldık.',
		receivedToShip:
			'[{orderNumber} numaralı siparişinizi|Siparişinizi] aldık. Kargoya verildiğinde size haber vereceğiz.',
	},
	orderStatusUpdate: {
		subject: '[Siparişiniz {orderNumber}|Siparişinizle ilgili gelişme][: {status}]',
		heading: '[{status}|Siparişinizle ilgili gelişme]',
	},
	parcelStatusUpdate: {
		subject: '[{orderNumber} numaralı siparişinizin paketi|Paketinizle ilgili gelişme][: {status}]',
		heading: '[{status}|Paketinizle ilgili gelişme]',
	},
	shippingConfirmation: {
		subject: '[{orderNumber} numaralı siparişiniz|Siparişiniz] kargoya verildi',
		preheader: 'Siparişiniz yola çıktı[ (kargo firması: {carrier})].',
		heading: 'Siparişiniz yolda',
		shipped:
			'Güzel haber: [{orderNumber} numaralı siparişiniz|siparişiniz] kargoya verildi[ (kargo firması: {carrier})].',
	},
	outForDelivery: {
		subject: 'Dağıtımda: siparişiniz[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|Kargo firması] paketinizi getiriyor.',
			other: '[{carrier}|Kargo firması] paketlerinizi getiriyor.',
		},
		heading: 'Dağıtımda',
		onVehicle:
			'[{orderNumber} numaralı siparişiniz|Siparişiniz][ {carrier}] dağıtım aracında ve yakında size ulaşacak.',
	},
	deliveryConfirmation: {
		subject: '[{orderNumber} numaralı siparişiniz|Siparişiniz] teslim edildi',
		preheader: {
			one: 'Paketiniz ulaştı. Güle güle kullanmanızı dileriz.',
			other: 'Paketleriniz ulaştı. Güle güle kullanmanızı dileriz.',
		},
		heading: 'Siparişiniz teslim edildi',
		delivered:
			'[{orderNumber} numaralı siparişiniz|Siparişiniz] teslim edildi. Güle güle kullanmanızı dileriz.',
	},
	refundConfirmation: {
		subject: '[{orderNumber} numaralı siparişinizin|Siparişinizin] para iadesi',
		preheader: '[Size {refund} iade ettik.|Size para iadesi yaptık.]',
		heading: 'Para iadeniz yolda',
		refunded:
			'[{orderNumber} numaralı siparişiniz|Siparişiniz] için size [{refund} iade ettik|para iadesi yaptık]. Bankanıza bağlı olarak tutarın hesabınızda görünmesi birkaç gün sürebilir.',
	},
	welcome: {
		subject: '[{shop}: hoş geldiniz|Hoş geldiniz]',
		preheader: 'Sizi aramızda görmek güzel.',
		welcomed:
			'Sizi aramızda görmek güzel. Bundan sonra siparişlerinizle ilgili gelişmeleri size e-postayla bildireceğiz.',
	},
	trackingPage: {
		find: 'Siparişinizi bulun',
		findHelp: 'Sipariş numarası, siparişinizle ilgili e-postalarda yer alır.',
		orderNumber: 'Sipariş numarası',
		email: 'E-posta adresi',
		show: 'Siparişi göster',
		notFound: 'Bu siparişi bulamadık',
		notFoundHelp:
			'Lütfen sipariş numarasını ve e-posta adresini kontrol edin ya da size gönderdiğimiz son e-postadaki bağlantıyı açın.',
		tooMany: 'Çok fazla deneme yapıldı. Lütfen daha sonra tekrar deneyin.',
		unavailable: 'Bu sayfa şu anda gösterilemiyor. Lütfen birkaç dakika sonra tekrar deneyin.',
		ordered: 'Sipariş verildi',
		history: 'Geçmiş',
		items: 'Ürünler',
	},
	orderStatus: {
		draft: {
			label: 'Taslak',
			sentence: 'Siparişiniz hazırlandı ancak henüz verilmedi.',
		},
		pending_payment: {
			label: 'Ödeme bekleniyor',
			sentence: 'Ödemenizi bekliyoruz. Bize ulaşır ulaşmaz siparişinizi hazırlayacağız.',
		},
		authorized: {
			label: 'Alındı',
			sentence: 'Siparişinizi aldık, yakında hazırlayacağız.',
		},
		on_hold: { label: 'Beklemede', sentence: 'Siparişiniz şu anda beklemede.' },
		processing: { label: 'Hazırlanıyor', sentence: 'Siparişinizi şimdi hazırlıyoruz.' },
		partially_fulfilled: {
			label: 'Bir kısmı kargoda',
			sentence: 'Siparişinizin bir kısmı kargoya verildi.',
		},
		ready_for_pickup: {
			label: 'Teslim almaya hazır',
			sentence: 'Siparişiniz hazır, teslim alabilirsiniz.',
		},
		fulfilled: {
			label: 'Kargoya verildi',
			sentence: 'Siparişinizin tamamı kargoya verildi.',
		},
		completed: {
			label: 'Tamamlandı',
			sentence: 'Siparişiniz tamamlandı. Alışverişiniz için teşekkür ederiz.',
		},
		partially_refunded: {
			label: 'Ücretinin bir kısmı iade edildi',
			sentence: 'Siparişinizin bir kısmının ücreti iade edildi.',
		},
		refunded: { label: 'Ücreti iade edildi', sentence: 'Siparişinizin ücreti iade edildi.' },
		refunding: {
			label: 'İade sürüyor',
			sentence: 'Siparişinizin para iadesi sürüyor.',
		},
		closed: {
			label: 'Kapatıldı',
			sentence: 'Siparişiniz kapatıldı. Ödemeniz gereken bir tutar yok.',
		},
		cancelled: { label: 'İptal edildi', sentence: 'Siparişiniz iptal edildi.' },
		failed: { label: 'Tamamlanamadı', sentence: 'Siparişiniz tamamlanamadı.' },
	},
	shipmentStatus: {
		pending: {
			label: 'Hazırlanıyor',
			sentence: { one: 'Paketinizi hazırlıyoruz.', other: 'Paketlerinizi hazırlıyoruz.' },
		},
		label_created: {
			label: 'Paketlendi',
			sentence: {
				one: 'Paketiniz hazır, kargo firmasını bekliyor.',
				other: 'Paketleriniz hazır, kargo firmasını bekliyor.',
			},
		},
		shipped: {
			label: 'Kargoya verildi',
			sentence: { one: 'Paketiniz kargoya verildi.', other: 'Paketleriniz kargoya verildi.' },
		},
		in_transit: {
			label: 'Yolda',
			sentence: {
				one: 'Paketiniz yolda, size doğru geliyor.',
				other: 'Paketleriniz yolda, size doğru geliyor.',
			},
		},
		ready_for_pickup: {
			label: 'Teslim almaya hazır',
			sentence: {
				one: 'Paketiniz hazır, teslim alabilirsiniz.',
				other: 'Paketleriniz hazır, teslim alabilirsiniz.',
			},
		},
		out_for_delivery: {
			label: 'Dağıtımda',
			sentence: {
				one: 'Kargo firması paketinizi getiriyor.',
				other: 'Kargo firması paketlerinizi getiriyor.',
			},
		},
		delivered: {
			label: 'Teslim edildi',
			sentence: { one: 'Paketiniz teslim edildi.', other: 'Paketleriniz teslim edildi.' },
		},
		attempted: {
			label: 'Teslimat denendi',
			sentence: {
				one: 'Kargo firması paketinizi teslim edemedi; bundan sonrasını size bildirecek.',
				other: 'Kargo firması paketlerinizi teslim edemedi; bundan sonrasını size bildirecek.',
			},
		},
		delayed: {
			label: 'Gecikti',
			sentence: {
				one: 'Paketinizin gelişi planlanandan uzun sürüyor. Özür dileriz.',
				other: 'Paketlerinizin gelişi planlanandan uzun sürüyor. Özür dileriz.',
			},
		},
		failed: {
			label: 'Teslim edilemedi',
			sentence: { one: 'Paketiniz teslim edilemedi.', other: 'Paketleriniz teslim edilemedi.' },
		},
		returned: {
			label: 'İade yolunda',
			sentence: { one: 'Paketiniz bize geri dönüyor.', other: 'Paketleriniz bize geri dönüyor.' },
		},
		cancelled: {
			label: 'İptal edildi',
			sentence: { one: 'Gönderi iptal edildi.', other: 'Gönderi iptal edildi.' },
		},
	},
};
