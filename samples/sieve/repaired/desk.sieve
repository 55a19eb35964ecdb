# The desk of Vandermeer Bicycles, as its customers could meet it.
require ["vacation", "fileinto", "include", "reject"];

if header :contains "X-Spam-Flag" "YES" {
    fileinto "Junk";
    stop;
}

if size :over 5M {
    reject text:
Your message is too large for us. Please send it without pictures, or call us: +31 88 555 0140,
on weekdays from 9:00 to 17:00.
.
;
    stop;
}

include :personal "summer";

# rule:[New messages]
if header :contains ["to", "cc"] "desk@vandermeer-bicycles.example" {
    vacation :days 1
        :from "Vandermeer Bicycles <desk@vandermeer-bicycles.example>"
        :subject "We have received your message"
        text:
Dear customer,

Thank you for your message. We answer within two working days.

You want to add something? Just reply to this message. If it cannot wait, call us:
+31 88 555 0140, on weekdays from 9:00 to 17:00.
.
;
}
