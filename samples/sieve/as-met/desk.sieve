# The desk of Vandermeer Bicycles, as its customers meet it.
require ["vacation", "fileinto", "relational"];

if header :contains "X-Spam-Flag" "YES" {
    fileinto "Junk"
    stop;
}

# rule:[New messages]
if header :contains ["to", "cc"] "desk@vandermeer-bicycles.example" {
    vacation :days "1"
        :from "Vandermeer Bicycles <no-reply@vandermeer-bicycles.example>"
        :subject "We have received your message"
        text:
Dear customer,

Thank you for your message. We answer as soon as possible.

Please do not reply to this message.
.
;
}

include :personal "summer";

# rule:[Too large]
else if size :over 5M {
    reject "Your message is too large.";
}
