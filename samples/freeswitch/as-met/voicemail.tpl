From: "De Ketting" <noreply@deketting.example>
To: ${voicemail_email}
Subject: Bericht van ${voicemail_caller_id_name}

Er staat een bericht van ${voicemail_message_len} voor u klaar in postvak ${voicemail_account}.
