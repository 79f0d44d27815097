"""Gives back the attributes of a topic that moto 5.2 takes and never tells again, such as the roles and rates of
its delivery logs, its signature version and its tracing.
"""

import re

MODULE = "moto.sns.responses"

KEPT = re.compile(
    r"(Application|Firehose|HTTP|Lambda|SQS)(Success|Failure)Feedback(RoleArn|SampleRate)"
    r"|SignatureVersion|TracingConfig|ArchivePolicy|FifoThroughputScope"
)


def patch(responses):
    handler = responses.SNSResponse
    create, change, told = (
        handler.create_topic,
        handler.set_topic_attributes,
        handler.get_topic_attributes,
    )

    def keep(self, arn, attributes):
        topic = self.backend.get_topic(arn)
        kept = {name: value for name, value in attributes.items() if KEPT.fullmatch(name)}
        topic.kept_attributes = {**getattr(topic, "kept_attributes", {}), **kept}

    def create_topic(self):
        attributes = dict(self._get_attributes())
        answer = create(self)
        keep(self, answer.result["TopicArn"], attributes)
        return answer

    def set_topic_attributes(self):
        answer = change(self)
        name, value = self._get_param("AttributeName"), self._get_param("AttributeValue")
        keep(self, self._get_param("TopicArn"), {name: value or ""})
        return answer

    def get_topic_attributes(self):
        answer = told(self)
        topic = self.backend.get_topic(self._get_param("TopicArn"))
        kept = getattr(topic, "kept_attributes", {})
        answer.result["Attributes"].update({name: one for name, one in kept.items() if one})
        return answer

    handler.create_topic = create_topic
    handler.set_topic_attributes = set_topic_attributes
    handler.get_topic_attributes = get_topic_attributes
